import Datasets
import Imaging
import Testing

@Suite struct `GTSRB as Kaggle has it` {
    private let pictures: Pictures
    private static let header = "Width,Height,Roi.X1,Roi.Y1,Roi.X2,Roi.Y2,ClassId,Path"

    init() throws { pictures = try Pictures() }

    private func write(_ rows: [String], test: [String]? = nil, header: String = Self.header) throws {
        try pictures.write([header] + rows, to: "Train.csv")
        if let test { try pictures.write([header] + test, to: "Test.csv") }
        try pictures.write(1, to: "Train/20/00020_00003_00011.png")
        try pictures.write(2, to: "Test/00000.png")
    }

    private func message() -> String? {
        #expect(throws: DatasetError.self) { try Dataset(folder: pictures.path) }?.description
    }

    @Test func `Tables tell box, class and track`() throws {
        try write(
            ["16,16,2,3,9,8,20,Train/20/00020_00003_00011.png"], test: ["16,16,0,0,15,15,1,Test/00000.png"])
        let dataset = try Dataset(folder: pictures.path)
        #expect(dataset.layout == .gtsrbKaggle)
        #expect(dataset.classes.map(\.name) == (0...20).map { "\($0)" })
        let box = PixelRectangle(x: 2, y: 3, width: 8, height: 6)
        #expect(
            dataset.images == [
                LabelledImage(path: "Train/20/00020_00003_00011.png", classID: 20, track: "00003", box: box)
            ])
        #expect(dataset.officialTest?.map(\.classID) == [1])
    }

    @Test func `All 43 classes have their names`() throws {
        try write([], test: nil)
        try pictures.write(
            [Self.header]
                + (0..<43).map { "16,16,0,0,9,9,\($0),Train/20/00020_00003_000\($0 + 10).png" }, to: "Train.csv")
        for number in 0..<43 { try pictures.write(number, to: "Train/20/00020_00003_000\(number + 10).png") }
        let classes = try Dataset(folder: pictures.path).classes
        #expect(classes[0] == DatasetClass("0", name: "Speed limit (20 km/h)"))
        #expect(classes[14].name == "Stop")
        #expect(classes[42].name == "End of no passing for vehicles over 3.5 t")
        #expect(Set(classes.map(\.name)).count == 43)
    }

    @Test(arguments: [
        ("16,16,2,3,9,8,x,Train/a.png", "ClassId is 'x', which is no whole number from 0"),
        (
            "16,16,0,0,9223372036854775807,8,20,Train/a.png",
            "Roi.X2 is 9223372036854775807, which is far too large"
        ),
        ("16,16,2,3,9,8,100000,Train/a.png", "ClassId is 100000; the ids of classes go from 0 to 99999"),
        (
            "16,16,2,3,9,8,20,..\u{2f}\u{301}a.png",
            "'..\u{2f}\u{301}a.png' is no path of a file below the data set's folder"
        ),
        ("16,16,2,3,1,8,20,Train/a.png", "the box from 2,3 to 1,8 is empty"),
        ("16,16,2,3,9,8,20", "the row has 7 fields, not 8"),
        ("16,16,2,3,9,8,20,../a.png", "'../a.png' is no path of a file below the data set's folder"),
        ("16,16,2,3,9,8,20,/etc/a.png", "'/etc/a.png' is no path of a file below the data set's folder"),
        ("16,16,2,3,9,8,20,Train/a.png", "the image 'Train/a.png' does not exist; restore it or remove the row"),
        (
            "16,16,2,3,9,8,20,Train/20/00020_00003_00011.png",
            "a second row for the image 'Train/20/00020_00003_00011.png'; remove one of them"
        ),
    ])
    func `A bad row is named with its line`(_ row: String, _ complaint: String) throws {
        try write(["16,16,2,3,9,8,20,Train/20/00020_00003_00011.png", row])
        #expect(message() == "Train.csv:3: \(complaint)")
    }

    @Test func `A missing column is named`() throws {
        try write([], header: "Width,Height,ClassId,Path")
        #expect(
            message()
                == "Train.csv:1: there is no column 'Roi.X1' in 'Width,Height,ClassId,Path'; the first line must be "
                + Self.header)
    }

    @Test func `A table without rows is named`() throws {
        try write([])
        #expect(message() == "Train.csv: it has no rows; there must be one for each image")
    }
}
