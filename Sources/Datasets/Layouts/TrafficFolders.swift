internal import FileSystem

/// The layout in which 58 classes of Chinese traffic signs are found on Kaggle.
///
/// `[traffic_Data/]DATA` has a folder for each class, named by its id, and `labels.csv` there or above tells what the ids
/// are called. `TEST` holds images whose names begin with their class: `009_0001_j.png` is of class 9.
struct TrafficFolders: DatasetReader {
    static let layout = DatasetLayout.traffic58

    private let folder: String
    private let base: String
    private let classIDs: [Int]
    private let names: [Int: String]
    private let hasTest: Bool

    init?(folder: String, options: DatasetOptions) throws {
        guard let base = try ["traffic_Data/", ""].first(where: { try ImageFileName.isFolder("\(folder)/\($0)DATA") })
        else { return nil }
        var classIDs: [Int] = []
        for name in try ImageFileName.folders(in: "\(folder)/\(base)DATA") {
            guard let id = Int(name), (0...DatasetClass.largestID).contains(id), "\(id)" == name else {
                throw DatasetError(
                    .malformed,
                    "'\(folder)/\(base)DATA/\(name)' is no folder of a class: they are named by ids such as 0 and 57")
            }
            classIDs.append(id)
        }
        guard !classIDs.isEmpty else {
            throw DatasetError(.incomplete, "'\(folder)/\(base)DATA' holds no class: looked for folders such as 0")
        }
        self.folder = folder
        self.base = base
        self.classIDs = classIDs.sorted()
        let table = try [base + "labels.csv", "labels.csv"].first { try ImageFileName.isFile("\(folder)/\($0)") }
        names = try table.map { try Self.names(in: $0, of: folder) } ?? [:]
        hasTest = try ImageFileName.isFolder("\(folder)/\(base)TEST")
    }

    func read(_ take: (LabelledImage, DatasetPart) throws -> Void) throws -> DatasetSummary {
        var remarks: [String] = []
        var highest = names.keys.max() ?? 0
        for classID in classIDs {
            let path = "\(base)DATA/\(classID)"
            let files = try ImageFileName.images(in: "\(folder)/\(path)")
            if files.isEmpty { remarks.append("the folder '\(path)' has no images") }
            for file in files {
                let image = LabelledImage(path: "\(path)/\(file)", classID: classID, track: ImageFileName.stem(file))
                try take(image, .training)
            }
            highest = max(highest, classID)
        }
        if hasTest {
            for file in try ImageFileName.images(in: "\(folder)/\(base)TEST") {
                let start = file.prefix { $0 != "_" }
                guard start.count < file.count, let classID = Int(start), (0...DatasetClass.largestID).contains(classID)
                else {
                    throw DatasetError(
                        .malformed,
                        "'\(folder)/\(base)TEST/\(file)' does not tell its class: names begin such as 009_")
                }
                highest = max(highest, classID)
                let path = "\(base)TEST/\(file)"
                try take(LabelledImage(path: path, classID: classID, track: ImageFileName.stem(file)), .test)
            }
        }
        return DatasetSummary(classes: classes(count: highest + 1), hasTest: hasTest, remarks: remarks)
    }

    /// The classes by id; a name that several have is told apart by the id.
    private func classes(count: Int) -> [DatasetClass] {
        let uses = Dictionary(names.values.map { ($0, 1) }, uniquingKeysWith: +)
        return (0..<count).map { id in
            let name = names[id].map { uses[$0, default: 0] > 1 ? "\($0) [\(id)]" : $0 }
            return DatasetClass("\(id)", name: name)
        }
    }

    private static func names(in table: String, of folder: String) throws -> [Int: String] {
        var names: [Int: String] = [:]
        let rows = try Table(table, in: folder, separator: ",", columns: ["ClassId", "Name"], expected: "ClassId,Name")
        try rows.forEachRow { row in
            let id = try row.classID()
            guard names[id] == nil else { throw row.mistake("a second name for class \(id); remove one of them") }
            names[id] = row["Name"]
        }
        return names
    }
}
