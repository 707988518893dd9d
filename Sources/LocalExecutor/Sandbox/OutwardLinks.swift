internal import FileSystem

/// What the links in a folder lead to outside of it, which counts as its content.
struct OutwardLinks: Sendable {
    /// The paths as the links have them, absolute, and without `..`.
    private(set) var targets: Set<String> = []
    /// The folders that are shown with all that is in them.
    private var shown: [String]
    private var seen: Set<String> = []

    /// Looks for links in a folder, and in the folders that these lead to; a file has none.
    /// - Parameter root: Where it is.
    /// - Throws: `SystemError` where it can't be looked through.
    init(of root: String) throws(SystemError) {
        let root = Files.resolve(root)
        shown = [root]
        guard try FileStatus(of: root).kind == .folder else { return }
        try search(root)
    }

    private mutating func search(_ folder: String) throws(SystemError) {
        guard seen.insert(folder).inserted else { return }
        for name in try Folders.names(in: folder) {
            let path = "\(folder)/\(name)"
            do throws(SystemError) {
                switch try FileStatus(ofLink: path).kind {
                case .folder: try search(path)
                case .link: try follow(path, in: folder)
                case .file, .other: break
                }
            } catch {
                // What was removed since the folder was listed is as if it had not been there.
                guard error.isMissing else { throw error }
            }
        }
    }

    private mutating func follow(_ link: String, in folder: String) throws(SystemError) {
        let text = try Files.target(ofLink: link)
        let target = Self.normal(text.hasPrefix("/") ? text : "\(folder)/\(text)")
        if !isShown(target) { targets.insert(target) }
        let end = Files.resolve(link)
        guard !isShown(end), try FileStatus.ifPresent(end)?.kind == .folder else { return }
        shown.append(end)
        try search(end)
    }

    private func isShown(_ path: String) -> Bool { shown.contains { path == $0 || path.hasPrefix("\($0)/") } }

    /// A path without `.` and `..`; what stands before `..` is no link here, as it is resolved already.
    private static func normal(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
