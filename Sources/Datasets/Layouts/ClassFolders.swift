internal import FileSystem

/// The layout with a folder for each class, and the images of the class in it.
///
/// The ids are the places of the folders: sorted by number where all names are numbers, by their bytes otherwise. Folders
/// `train` and `test` that hold nothing but folders hold the classes of the training and of the test.
struct ClassFolders: DatasetReader {
    static let layout = DatasetLayout.classFolders

    private let folder: String
    private let training: String
    private let test: String?
    private let names: [String]
    private let empty: [String]

    init?(folder: String, options: DatasetOptions) throws {
        self.folder = folder
        (training, test) = try Self.parts(of: folder)
        var names: [String] = []
        var empty: [String] = []
        for name in try ImageFileName.folders(in: "\(folder)/\(training)") {
            let hasImages = try !ImageFileName.images(in: "\(folder)/\(training)\(name)").isEmpty
            if hasImages { names.append(name) } else { empty.append(training + name) }
        }
        guard !names.isEmpty else { return nil }
        self.names = ImageFileName.sorted(names)
        self.empty = empty
    }

    func read(_ take: (LabelledImage, DatasetPart) throws -> Void) throws -> DatasetSummary {
        try readClasses(in: training) { try take($0, .training) }
        if let test {
            let other = Set(try ImageFileName.folders(in: "\(folder)/\(test)")).subtracting(names).min()
            if let other {
                throw DatasetError(
                    .malformed,
                    "'\(folder)/\(test)\(other)' is a class with no images to train on; add some in "
                        + "'\(training)\(other)', or remove it")
            }
            try readClasses(in: test) { try take($0, .test) }
        }
        return DatasetSummary(
            classes: names.map { DatasetClass($0) }, hasTest: test != nil,
            remarks: empty.map { "the folder '\($0)' has no images and is left out" })
    }

    private func readClasses(in part: String, _ take: (LabelledImage) throws -> Void) throws {
        for (classID, name) in names.enumerated() where try ImageFileName.isFolder("\(folder)/\(part)\(name)") {
            for file in try ImageFileName.images(in: "\(folder)/\(part)\(name)") {
                let track = ImageFileName.track(of: file)
                try take(LabelledImage(path: "\(part)\(name)/\(file)", classID: classID, track: track))
            }
        }
    }

    /// The folders of the classes, each with a slash behind it: the folder itself, or those for training and test in it.
    private static func parts(of folder: String) throws -> (training: String, test: String?) {
        let names = try ImageFileName.folders(in: folder)
        guard names.count == 2, let training = names.first(where: { ["train", "training"].contains($0.lowercased()) }),
            let test = names.first(where: { $0.lowercased() == "test" })
        else { return ("", nil) }
        for name in names where try !ImageFileName.images(in: "\(folder)/\(name)").isEmpty { return ("", nil) }
        return ("\(training)/", "\(test)/")
    }
}
