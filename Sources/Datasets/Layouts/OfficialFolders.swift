internal import FileSystem

/// The layout in which the German Traffic Sign Recognition Benchmark is published.
///
/// `[GTSRB/]Final_Training/Images/000NN/GT-000NN.csv` tells of the images of class `NN` beside it, which are named by
/// track and frame. The test is `[GTSRB/]Final_Test/Images`, with its labels in `GT-final_test.csv` there or above it.
struct OfficialFolders: DatasetReader {
    static let layout = DatasetLayout.gtsrb

    private static let testTable = "GT-final_test.csv"
    private static let header = "Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId"

    private let folder: String
    private let classFolders: [(classID: Int, path: String)]
    /// The folder of the test images and their table, where there are any.
    private let test: (path: String, table: String)?

    init?(folder: String, options: DatasetOptions) throws {
        self.folder = folder
        for base in ["GTSRB/", ""] {
            let training = "\(base)Final_Training/Images"
            guard try ImageFileName.isFolder("\(folder)/\(training)") else { continue }
            classFolders = try Self.classFolders(in: training, of: folder)
            guard !classFolders.isEmpty else {
                throw DatasetError(
                    .incomplete,
                    "'\(folder)/\(training)' holds no class: looked for folders such as 00000 with a table GT-00000.csv"
                )
            }
            test = try Self.findTest(base, of: folder)
            return
        }
        // The folder with the classes itself is as good.
        classFolders = try Self.classFolders(in: "", of: folder)
        test = nil
        if classFolders.isEmpty { return nil }
    }

    func read(_ take: (LabelledImage, DatasetPart) throws -> Void) throws -> DatasetSummary {
        var remarks: [String] = []
        var highest = 0
        for (classID, path) in classFolders {
            let name = "\(path)/\(Self.tableName(path))"
            var count = 0
            try readTable(name, in: path, ofClass: classID, &remarks) { image in
                count += 1
                try take(image, .training)
            }
            guard count > 0 else {
                throw DatasetError(
                    .incomplete, "\(name): class '\(classID)' has no images; add some, or remove its folder")
            }
            highest = max(highest, classID)
        }
        if let test {
            try readTable(test.table, in: test.path, ofClass: nil, &remarks) { image in
                var image = image
                image.track = ImageFileName.stem(image.path.split(separator: "/").last.map(String.init) ?? "")
                highest = max(highest, image.classID)
                try take(image, .test)
            }
        }
        return DatasetSummary(
            classes: GTSRBClasses.classes(count: highest + 1), hasTest: test != nil, remarks: remarks)
    }

    /// Reads a table, each image of which must be in the folder.
    private func readTable(
        _ name: String, in path: String, ofClass only: Int?, _ remarks: inout [String],
        _ body: (LabelledImage) throws -> Void
    ) throws {
        var present = Set(try ImageFileName.images(in: "\(folder)/\(path)"))
        var seen: Set<String> = []
        let table = try Table(
            name, in: folder, separator: ";", columns: ["Filename"] + TableRow.boxColumns + ["ClassId"],
            expected: Self.header)
        try table.forEachRow { row in
            let box = try row.box()
            let classID = try row.classID()
            let file = row["Filename"]
            guard !file.isEmpty, !file.utf8.contains(UInt8(ascii: "/")) else {
                throw row.mistake("'\(file)' is no name of a file in the table's folder")
            }
            if let only, classID != only {
                throw row.mistake("the class is \(classID), but this is the folder of class \(only)")
            }
            guard seen.insert(file).inserted else {
                throw row.mistake("a second row for the image '\(file)'; remove one of them")
            }
            guard present.remove(file) != nil else {
                throw row.mistake("the image '\(path)/\(file)' does not exist; restore it or remove the row")
            }
            let track = ImageFileName.track(of: file)
            try body(LabelledImage(path: "\(path)/\(file)", classID: classID, track: track, box: box))
        }
        if let first = present.min() {
            let others = present.count == 1 ? "has" : "and \(present.count - 1) more have"
            remarks.append("'\(path)/\(first)' \(others) no row in '\(name)' and so no part in this")
        }
    }

    private static func findTest(_ base: String, of folder: String) throws -> (path: String, table: String)? {
        let path = "\(base)Final_Test/Images"
        guard try ImageFileName.isFolder("\(folder)/\(path)") else { return nil }
        let candidates = ["\(path)/\(testTable)", "\(base)\(testTable)", testTable]
        guard let name = try candidates.first(where: { try FileStatus.ifPresent("\(folder)/\($0)") != nil }) else {
            throw DatasetError(
                .incomplete,
                """
                the labels of the test images in '\(folder)/\(path)' are missing: looked for '\(testTable)' there and \
                above; put it there (it is published apart, as GTSRB_Final_Test_GT.zip), or remove the folder Final_Test \
                to test on a part of the training tracks
                """)
        }
        return (path, name)
    }

    /// The folders of classes that have a table, by class.
    private static func classFolders(in path: String, of folder: String) throws -> [(classID: Int, path: String)] {
        let below = path.isEmpty ? "" : "\(path)/"
        var found: [(Int, String)] = []
        for name in try Folders.names(in: "\(folder)/\(path)") {
            guard name.utf8.count == 5, name.utf8.allSatisfy(ImageFileName.isDigit), let classID = Int(name),
                try ImageFileName.isFolder("\(folder)/\(below)\(name)")
            else { continue }
            guard try FileStatus.ifPresent("\(folder)/\(below)\(name)/\(tableName(name))") != nil else {
                // Without any table, this may still be a folder for each class.
                if path.isEmpty { continue }
                throw DatasetError(
                    .incomplete, "'\(folder)/\(below)\(name)' has no table '\(tableName(name))' of its images")
            }
            found.append((classID, "\(below)\(name)"))
        }
        return found
    }

    private static func tableName(_ folder: String) -> String {
        "GT-\(folder.split(separator: "/").last ?? "").csv"
    }
}
