internal import FileSystem
internal import Suggestions

/// A way in which folders, files and tables tell what images show.
public enum DatasetLayout: String, CaseIterable, Sendable {
    /// As the German Traffic Sign Recognition Benchmark is published.
    case gtsrb
    /// As GTSRB is found on Kaggle.
    case gtsrbKaggle = "gtsrb_kaggle"
    /// As the 58 classes of Chinese signs are found on Kaggle.
    case traffic58
    /// A table of paths and labels.
    case table
    /// Labels in the names of the files.
    case fileNames = "file_names"
    /// A folder for each class.
    case classFolders = "class_folders"

    /// Finds a layout by its name.
    /// - Throws: ``DatasetError`` with the closest name.
    public init(named name: String) throws(DatasetError) {
        guard let layout = DatasetLayout(rawValue: name) else {
            let names = ["auto"] + Self.allCases.map(\.rawValue)
            let hint = suggestion(for: name, among: names)
            throw DatasetError(
                .layout,
                "there is no layout '\(name)'" + (hint.isEmpty ? "; there are \(names.joined(separator: ", "))" : hint))
        }
        self = layout
    }

    /// What a folder of the layout holds, for people.
    public var contents: String {
        switch self {
        case .gtsrb: "[GTSRB/]Final_Training/Images/00000/GT-00000.csv and so on, as GTSRB is published"
        case .gtsrbKaggle: "Train.csv, and Test.csv where there is a test, as GTSRB is on Kaggle"
        case .traffic58: "traffic_Data/DATA with a folder for each class, and labels.csv with their names"
        case .table: "labels.csv, or one other table, with the columns path and label"
        case .fileNames: "images with labels in their names, such as *_{fingers}{hand}.png"
        case .classFolders: "a folder for each class with PPM, PNG, JPEG or BMP files in it"
        }
    }

    /// The readers in the order in which they are tried: the more special ones first.
    private static let readers: [any DatasetReader.Type] = [
        OfficialFolders.self, KaggleTables.self, TrafficFolders.self, LabelTable.self, NamedFiles.self,
        ClassFolders.self,
    ]

    /// Finds the reader for a folder.
    /// - Parameters:
    ///   - folder: The data set's folder.
    ///   - options: What is known of it beforehand.
    /// - Returns: A reader of the layout that is wanted, or of the first that is recognised.
    /// - Throws: ``DatasetError`` that tells what was looked for, `SystemError` where the folder can't be read.
    public static func reader(of folder: String, _ options: DatasetOptions = DatasetOptions()) throws
        -> any DatasetReader
    {
        guard let status = try FileStatus.ifPresent(folder) else {
            throw DatasetError(
                .noFolder, "the image folder '\(folder)' does not exist; give a folder with labelled images")
        }
        guard status.kind == .folder else {
            throw DatasetError(.noFolder, "'\(folder)' is not a folder; give a folder with labelled images")
        }
        for reader in readers where options.layout == nil || options.layout == reader.layout {
            if let found = try reader.init(folder: folder, options: options) { return found }
        }
        let names = try Folders.names(in: folder)
        let found =
            names.isEmpty
            ? "is empty" : "holds \(names.prefix(5).joined(separator: ", "))\(names.count > 5 ? ", …" : "")"
        if let layout = options.layout {
            throw DatasetError(
                .layout,
                "'\(folder)' has not the layout \(layout.rawValue): it \(found), and must hold \(layout.contents)")
        }
        let layouts = allCases.map { "\($0.rawValue) (\($0.contents))" }.joined(separator: "; ")
        throw DatasetError(
            .layout, "no labelled images in '\(folder)', which \(found); it must have one of the layouts \(layouts)")
    }
}
