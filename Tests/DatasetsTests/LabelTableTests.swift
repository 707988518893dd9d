import Datasets
import Testing

@Suite struct `Labels in a table` {
    private let pictures: Pictures

    init() throws { pictures = try Pictures() }

    private func write(_ lines: String..., to name: String = "labels.csv") throws {
        try pictures.write(lines, to: name)
        for number in 0..<3 { try pictures.write(number, to: "images/\(number).png") }
    }

    private func message(_ options: DatasetOptions = DatasetOptions()) -> String? {
        #expect(throws: DatasetError.self) { try Dataset(folder: pictures.path, options) }?.description
    }

    @Test func `Texts are classes, with tracks and a test where the table tells them`() throws {
        try write(
            "split,path,label,track", "train,images/0.png,\"stop, all\",t1", "test,images/1.png,yield,",
            ",images/2.png,yield,")
        let dataset = try Dataset(folder: pictures.path)
        #expect(dataset.layout == .table)
        #expect(dataset.classes.map(\.name) == ["stop, all", "yield"])
        #expect(
            dataset.images == [
                LabelledImage(path: "images/0.png", classID: 0, track: "t1"),
                LabelledImage(path: "images/2.png", classID: 1, track: "images/2"),
            ])
        #expect(dataset.officialTest?.map(\.path) == ["images/1.png"])
    }

    @Test func `Without tracks in the table, frames are told by the names of GTSRB`() throws {
        for name in ["00003_00001", "00003_00002", "00020_00004_00001"] {
            try pictures.write(1, to: "images/\(name).png")
        }
        try write(
            "path,label", "images/00003_00001.png,a", "images/00003_00002.png,a", "images/00020_00004_00001.png,a",
            "images/1.png,a")
        #expect(try Dataset(folder: pictures.path).images.map(\.track) == ["00003", "00003", "00004", "images/1"])
    }

    @Test func `A byte order mark, DOS line ends and another name are fine`() throws {
        try write("\u{FEFF}path,label\r", "images/0.png,10\r", "images/1.png,9\r", to: "mine.csv")
        let dataset = try Dataset(folder: pictures.path)
        #expect(dataset.classes.map(\.name) == ["9", "10"])
        #expect(dataset.images.map(\.classID) == [1, 0])
        #expect(dataset.officialTest == nil)
    }

    @Test(arguments: [
        ("images/0.png,", "the label is empty"), ("images/0.png", "the row has 1 fields, not 2"),
        (",a", "'' is no path of a file below the data set's folder"),
        ("images/../x,a", "'images/../x' is no path of a file below the data set's folder"),
        ("images/1.png\0,a", "'images/1.png\0' is no path of a file below the data set's folder"),
        ("images/9.png,a", "the image 'images/9.png' does not exist; restore it or remove the row"),
        (longName + ",a", "the image '\(longName)' does not exist; restore it or remove the row"),
        ("images/1.png,a", "a second row for the image 'images/1.png'; remove one of them"),
    ])
    func `A bad row is named with its line`(_ row: String, _ complaint: String) throws {
        try write("path,label", "images/1.png,a", row)
        #expect(message() == "labels.csv:3: \(complaint)")
    }

    /// Longer than the name of any file.
    private static let longName = String(repeating: "x", count: 260)

    @Test func `A part that is none is named`() throws {
        try write("path,label,split", "images/1.png,a,val")
        #expect(message() == "labels.csv:2: split is 'val', which is neither train nor test")
    }

    @Test func `A table that is asked for must have the columns`() throws {
        try write("file,label", "images/0.png,a")
        #expect(
            message(DatasetOptions(layout: .table))
                == "labels.csv:1: there is no column 'path' in 'file,label'; the first line must be path,label, and track "
                + "and split where they are known")
    }
}
