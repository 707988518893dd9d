internal import FileSystem
internal import PipelineKit

/// A way in which folders, files and tables tell what images show.
protocol DatasetLayout: SendableMetatype {
    /// Reads what is in the folder; `nil` where it has another layout.
    /// - Throws: `StepFailure` where it has this layout with a mistake in it.
    static func read(_ folder: String) throws -> LabelledImages?
}

extension LabelledImages {
    private static let layouts: [any DatasetLayout.Type] = [OfficialLayout.self, ClassFolders.self]

    /// Reads a data set in whichever layout it has.
    init(folder: String) throws {
        guard let status = try FileStatus.ifPresent(folder) else {
            throw StepFailure("the image folder '\(folder)' does not exist; give a folder with labelled images")
        }
        guard status.kind == .folder else {
            throw StepFailure("'\(folder)' is not a folder; give a folder with labelled images")
        }
        for layout in Self.layouts {
            if let images = try layout.read(folder) {
                self = images
                return
            }
        }
        let found = try Folders.names(in: folder)
        let contents =
            found.isEmpty
            ? "is empty" : "holds \(found.prefix(5).joined(separator: ", "))\(found.count > 5 ? ", …" : "")"
        throw StepFailure(
            """
            no labelled images in '\(folder)', which \(contents); it must hold either the official GTSRB layout \
            ([GTSRB/]Final_Training/Images/00000/GT-00000.csv and so on) or a folder for each class with PPM, PNG, JPEG \
            or BMP files in it
            """)
    }
}

/// The kinds of files that count as images.
enum ImageFileName {
    private static let extensions: Set<String> = ["ppm", "png", "jpg", "jpeg", "bmp"]

    static func isImage(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
        return extensions.contains(name[name.index(after: dot)...].lowercased())
    }

    /// The name without its extension.
    static func stem(_ name: String) -> String { String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)]) }

    /// The physical object that an image shows: the first number of a name such as `00003_00012`, else the name itself.
    static func track(of name: String) -> String {
        let stem = stem(name)
        let parts = stem.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 5 && $0.utf8.allSatisfy(isDigit) }) else {
            return stem
        }
        return String(parts[0])
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
