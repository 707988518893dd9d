internal import FileSystem

/// The layout with a table of paths and labels.
///
/// `labels.csv`, or the only other table, has the columns `path` and `label`; `track` names the physical object, and `split`
/// is `test` for images that are set apart. Labels are any texts: the classes are sorted by number where all are numbers.
struct LabelTable: DatasetReader {
    static let layout = DatasetLayout.table

    private static let header = "path,label, and track and split where they are known"

    private let folder: String
    private let table: Table
    private let labels: [String]

    init?(folder: String, options: DatasetOptions) throws {
        let tables = try Folders.names(in: folder).filter { $0.lowercased().hasSuffix(".csv") }
        guard let name = tables.contains("labels.csv") ? "labels.csv" : tables.count == 1 ? tables[0] : nil else {
            return nil
        }
        let columns = try Table.columns(name, in: folder, separator: ",")
        guard options.layout == Self.layout || Set(["path", "label"]).isSubset(of: columns) else { return nil }
        self.folder = folder
        table = try Table(
            name, in: folder, separator: ",", columns: ["path", "label"], optional: ["track", "split"],
            expected: Self.header)
        var labels: Set<String> = []
        try table.forEachRow { row in
            guard !row["label"].isEmpty else { throw row.mistake("the label is empty") }
            labels.insert(row["label"])
        }
        guard !labels.isEmpty else {
            throw DatasetError(.incomplete, "\(name): it has no rows; there must be one for each image")
        }
        self.labels = ImageFileName.sorted(labels)
    }

    func read(_ take: (LabelledImage, DatasetPart) throws -> Void) throws -> DatasetSummary {
        let ids = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        var seen: Set<String> = []
        var hasTest = false
        try table.forEachRow { row in
            let path = try row.path("path")
            guard seen.insert(path).inserted else {
                throw row.mistake("a second row for the image '\(path)'; remove one of them")
            }
            guard try ImageFileName.isFile("\(folder)/\(path)") else {
                throw row.mistake("the image '\(path)' does not exist; restore it or remove the row")
            }
            guard let classID = ids[row["label"]] else {
                throw row.mistake("the label '\(row["label"])' is new: the table changed while it was read")
            }
            let track = row["track"].isEmpty ? ImageFileName.track(of: path) : row["track"]
            switch row["split"] {
            case "", "train", "training": try take(LabelledImage(path: path, classID: classID, track: track), .training)
            case "test":
                hasTest = true
                try take(LabelledImage(path: path, classID: classID, track: track), .test)
            default: throw row.mistake("split is '\(row["split"])', which is neither train nor test")
            }
        }
        return DatasetSummary(classes: labels.map { DatasetClass($0) }, hasTest: hasTest)
    }
}
