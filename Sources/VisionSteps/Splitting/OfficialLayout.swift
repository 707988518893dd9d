internal import FileSystem
internal import PipelineKit

/// The layout in which the German Traffic Sign Recognition Benchmark is published.
///
/// `[GTSRB/]Final_Training/Images/000NN/GT-000NN.csv` tells of the images of class `NN` beside it, which are named by
/// track and frame. The test is `[GTSRB/]Final_Test/Images`, with its labels in `GT-final_test.csv` there or above it.
enum OfficialLayout: DatasetLayout {
    private static let testTable = "GT-final_test.csv"

    static func read(_ folder: String) throws -> LabelledImages? {
        for base in ["GTSRB/", ""] {
            let training = "\(base)Final_Training/Images"
            guard try isFolder("\(folder)/\(training)") else { continue }
            let tables = try classTables(in: training, of: folder)
            guard !tables.isEmpty else {
                throw StepFailure(
                    "'\(folder)/\(training)' holds no class: looked for folders such as 00000 with a table GT-00000.csv"
                )
            }
            return try read(tables, testBase: base, folder)
        }
        // The folder with the classes itself is as good.
        let tables = try classTables(in: "", of: folder)
        return tables.isEmpty ? nil : try read(tables, testBase: nil, folder)
    }

    private static func read(
        _ tables: [(classID: Int, folder: String)], testBase: String?, _ folder: String
    ) throws -> LabelledImages {
        var result = LabelledImages(classNames: [], images: [])
        for (classID, path) in tables {
            let table = try AnnotationTable("\(path)/\(tableName(path))", in: folder)
            guard !table.rows.isEmpty else {
                throw StepFailure("\(table.name): class '\(classID)' has no images; add some, or remove its folder")
            }
            if let row = table.rows.first(where: { $0.classID != classID }) {
                throw StepFailure(
                    "\(table.name):\(row.line): the class is \(row.classID), but this is the folder of class \(classID)"
                )
            }
            result.images += try images(of: table, in: path, of: folder, &result.remarks) {
                ImageFileName.track(of: $0)
            }
        }
        if let testBase {
            result.officialTest = try officialTest(testBase, folder, &result.remarks)
        }
        let highest = (result.images + (result.officialTest ?? [])).map(\.classID) + tables.map(\.classID)
        result.classNames = (0...(highest.max() ?? 0)).map { "\($0)" }
        return result
    }

    private static func officialTest(
        _ base: String, _ folder: String, _ remarks: inout [String]
    ) throws -> [LabelledImage]? {
        let path = "\(base)Final_Test/Images"
        guard try isFolder("\(folder)/\(path)") else { return nil }
        let candidates = ["\(path)/\(testTable)", "\(base)\(testTable)", testTable]
        guard let name = try candidates.first(where: { try FileStatus.ifPresent("\(folder)/\($0)") != nil }) else {
            throw StepFailure(
                """
                the labels of the test images in '\(folder)/\(path)' are missing: looked for '\(testTable)' there and \
                above; put it there (it is published apart, as GTSRB_Final_Test_GT.zip), or remove the folder Final_Test \
                to test on a part of the training tracks
                """)
        }
        let table = try AnnotationTable(name, in: folder)
        return try images(of: table, in: path, of: folder, &remarks) { ImageFileName.stem($0) }
    }

    /// The images of a table, each of which must be in the folder.
    private static func images(
        of table: AnnotationTable, in path: String, of folder: String, _ remarks: inout [String],
        track: (String) -> String
    ) throws -> [LabelledImage] {
        var present = Set(try Folders.names(in: "\(folder)/\(path)").filter(ImageFileName.isImage))
        var seen: Set<String> = []
        let images = try table.rows.map { row in
            guard seen.insert(row.file).inserted else {
                throw StepFailure(
                    "\(table.name):\(row.line): a second row for the image '\(row.file)'; remove one of them")
            }
            guard present.remove(row.file) != nil else {
                throw StepFailure(
                    "\(table.name):\(row.line): the image '\(path)/\(row.file)' does not exist; "
                        + "restore it or remove the row")
            }
            return LabelledImage(
                path: "\(path)/\(row.file)", classID: row.classID, track: track(row.file), box: row.box)
        }
        if let first = present.min() {
            let others = present.count == 1 ? "has" : "and \(present.count - 1) more have"
            remarks.append("'\(path)/\(first)' \(others) no row in '\(table.name)' and so no part in this")
        }
        return images
    }

    /// The folders of classes that have a table, by class.
    private static func classTables(in path: String, of folder: String) throws -> [(classID: Int, folder: String)] {
        let below = path.isEmpty ? "" : "\(path)/"
        return try Folders.names(in: "\(folder)/\(path)").compactMap { name in
            guard name.utf8.count == 5, name.utf8.allSatisfy(ImageFileName.isDigit), let classID = Int(name),
                try isFolder("\(folder)/\(below)\(name)")
            else { return nil }
            guard try FileStatus.ifPresent("\(folder)/\(below)\(name)/\(tableName(name))") != nil else {
                // Without any table, this may still be a folder for each class.
                if path.isEmpty { return nil }
                throw StepFailure("'\(folder)/\(below)\(name)' has no table '\(tableName(name))' of its images")
            }
            return (classID, "\(below)\(name)")
        }
    }

    private static func tableName(_ folder: String) -> String {
        "GT-\(folder.split(separator: "/").last ?? "").csv"
    }

    private static func isFolder(_ path: String) throws -> Bool { try FileStatus.ifPresent(path)?.kind == .folder }
}
