internal import FileSystem

/// The layout in which GTSRB is found on Kaggle.
///
/// `Train.csv` and `Test.csv` tell the path, the box and the class of each image; the images to train on are named by class,
/// track and frame: `Train/20/00020_00003_00011.png`.
struct KaggleTables: DatasetReader {
    static let layout = DatasetLayout.gtsrbKaggle

    private static let header = "Width,Height,Roi.X1,Roi.Y1,Roi.X2,Roi.Y2,ClassId,Path"

    private let folder: String
    private let hasTest: Bool

    init?(folder: String, options: DatasetOptions) throws {
        guard try ImageFileName.isFile("\(folder)/Train.csv") else { return nil }
        let columns = try Table.columns("Train.csv", in: folder, separator: ",")
        // A table of another kind may have the same name, unless this one is asked for.
        guard options.layout == Self.layout || columns.contains("ClassId") || columns.contains("Path") else {
            return nil
        }
        self.folder = folder
        hasTest = try ImageFileName.isFile("\(folder)/Test.csv")
    }

    func read(_ take: (LabelledImage, DatasetPart) throws -> Void) throws -> DatasetSummary {
        var known: Set<Int> = []
        try readTable("Train.csv") { image in
            known.insert(image.classID)
            try take(image, .training)
        }
        guard let last = known.max() else {
            throw DatasetError(.incomplete, "Train.csv: it has no rows; there must be one for each image")
        }
        var highest = last
        if hasTest {
            try readTable("Test.csv") { image in
                highest = max(highest, image.classID)
                try take(image, .test)
            }
        }
        return DatasetSummary(classes: GTSRBClasses.classes(count: highest + 1), hasTest: hasTest)
    }

    private func readTable(_ name: String, _ body: (LabelledImage) throws -> Void) throws {
        let table = try Table(
            name, in: folder, separator: ",", columns: TableRow.boxColumns + ["ClassId", "Path"],
            expected: Self.header)
        var seen: Set<String> = []
        try table.forEachRow { row in
            let box = try row.box()
            let classID = try row.classID()
            let path = try row.path("Path")
            guard seen.insert(path).inserted else {
                throw row.mistake("a second row for the image '\(path)'; remove one of them")
            }
            guard try ImageFileName.isFile("\(folder)/\(path)") else {
                throw row.mistake("the image '\(path)' does not exist; restore it or remove the row")
            }
            let name = path.split(separator: "/").last.map(String.init) ?? path
            try body(LabelledImage(path: path, classID: classID, track: ImageFileName.track(of: name), box: box))
        }
    }
}
