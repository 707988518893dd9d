internal import FileSystem

/// The layout with labels in the names of the files, as a ``NamePattern`` tells.
///
/// The images are in the folder itself, or in folders `train` and `test` of it. Without a pattern this is recognised where
/// every name is one of `*_{fingers:0-9}{hand:LR}`, as in the data set Fingers.
struct NamedFiles: DatasetReader {
    static let layout = DatasetLayout.fileNames

    private static let usual = "*_{fingers:0-9}{hand:LR}.*"

    private let folder: String
    private let pattern: NamePattern
    private let parts: [(path: String, part: DatasetPart)]
    private let labels: [[String]]

    init?(folder: String, options: DatasetOptions) throws {
        if options.layout == Self.layout, options.pattern == nil {
            throw DatasetError(
                .pattern, "the layout \(Self.layout.rawValue) needs a pattern, such as '*_{fingers}{hand}.png'")
        }
        self.folder = folder
        pattern = try options.pattern ?? NamePattern(Self.usual)
        parts = try Self.parts(of: folder)
        var labels: Set<[String]> = []
        for (path, _) in parts {
            for name in try ImageFileName.images(in: "\(folder)/\(path)") {
                guard let found = pattern.labels(of: name) else {
                    if options.pattern == nil { return nil }
                    throw DatasetError(
                        .malformed,
                        "the name of the image '\(path)\(name)' is not as the pattern '\(pattern.text)' says")
                }
                labels.insert(found)
            }
        }
        guard !labels.isEmpty else { return nil }
        self.labels = Self.sorted(labels)
    }

    func read(_ take: (LabelledImage, DatasetPart) throws -> Void) throws -> DatasetSummary {
        let ids = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
        for (path, part) in parts {
            for name in try ImageFileName.images(in: "\(folder)/\(path)") {
                guard let classID = pattern.labels(of: name).flatMap({ ids[$0] }) else {
                    throw DatasetError(.malformed, "the image '\(path)\(name)' is new: the folder changed meanwhile")
                }
                try take(LabelledImage(path: path + name, classID: classID, track: ImageFileName.stem(name)), part)
            }
        }
        let classes = labels.map { values in
            DatasetClass(
                values.joined(), fields: Dictionary(uniqueKeysWithValues: zip(pattern.fields, values)))
        }
        return DatasetSummary(classes: classes, hasTest: parts.contains { $0.part == .test })
    }

    /// The folder itself, or those for the training and the test in it.
    private static func parts(of folder: String) throws -> [(path: String, part: DatasetPart)] {
        let folders = try ImageFileName.folders(in: folder)
        guard let training = folders.first(where: { ["train", "training"].contains($0.lowercased()) }) else {
            return [("", .training)]
        }
        let test = folders.first { $0.lowercased() == "test" }
        return [("\(training)/", .training)] + (test.map { [("\($0)/", .test)] } ?? [])
    }

    /// By one label after the other; a label by number where it is one for all.
    private static func sorted(_ labels: Set<[String]>) -> [[String]] {
        let width = labels.first?.count ?? 0
        let orders = (0..<width).map { place in
            Dictionary(
                uniqueKeysWithValues: ImageFileName.sorted(Set(labels.map { $0[place] })).enumerated().map { ($1, $0) })
        }
        func order(_ values: [String]) -> [Int] { zip(orders, values).map { $0[$1] ?? 0 } }
        return labels.sorted { order($0).lexicographicallyPrecedes(order($1)) }
    }
}
