internal import FileSystem

/// What the names of files tell.
enum ImageFileName {
    private static let extensions: Set<String> = ["ppm", "png", "jpg", "jpeg", "bmp"]

    /// Whether a name is that of an image, by its extension.
    static func isImage(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
        return extensions.contains(name[name.index(after: dot)...].lowercased())
    }

    /// The name without its extension.
    static func stem(_ name: String) -> String { String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)]) }

    /// The physical object that an image of GTSRB shows: of a name such as `00003_00012`, which is track and frame, or
    /// `00020_00003_00012`, which is class, track and frame, the track; of another name the name itself.
    /// - Parameter path: The name, or a path, whose folder then is part of the answer for other names.
    /// - Returns: The track.
    static func track(of path: String) -> String {
        let stem = stem(path)
        let name = stem.split(separator: "/").last ?? ""
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 5 && $0.utf8.allSatisfy(isDigit) })
        else { return stem }
        return String(parts[parts.count - 2])
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The images in a folder, sorted by their bytes.
    static func images(in folder: String) throws(SystemError) -> [String] {
        try Folders.names(in: folder).filter(isImage)
    }

    /// The folders in a folder, sorted by their bytes.
    static func folders(in folder: String) throws(SystemError) -> [String] {
        var names: [String] = []
        for name in try Folders.names(in: folder) where try isFolder("\(folder)/\(name)") { names.append(name) }
        return names
    }

    static func isFolder(_ path: String) throws(SystemError) -> Bool {
        try FileStatus.ifPresent(path)?.kind == .folder
    }

    static func isFile(_ path: String) throws(SystemError) -> Bool { try FileStatus.ifPresent(path)?.kind == .file }

    /// Sorts names by number where all are numbers, by their bytes otherwise.
    static func sorted(_ names: some Collection<String>) -> [String] {
        let numbers = names.compactMap { Int($0) }
        guard numbers.count == names.count else {
            return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        return zip(numbers, names).sorted { $0 < $1 }.map(\.1)
    }
}
