internal import FileSystem

/// A git repository as its files tell, without a process.
struct GitRepository: Sendable {
    /// Where the working tree is.
    let root: String
    /// The folder with `HEAD`, and that with the branches: they differ in a linked worktree.
    private let folder: String
    private let common: String

    /// What is checked out.
    struct Head: Hashable, Sendable {
        let commit: String
        /// `nil` where no branch is checked out.
        let branch: String?
    }

    /// Finds the repository whose working tree a folder is in.
    init?(around path: String) {
        var root = path
        while true {
            if let status = try? FileStatus(of: "\(root)/.git") {
                self.root = root
                guard let folder = Self.folder(of: root, status.kind) else { return nil }
                self.folder = folder
                common = Self.text("\(folder)/commondir").map { Self.absolute($0, in: folder) } ?? folder
                return
            }
            guard root != "/", !root.isEmpty else { return nil }
            root = Files.folder(of: root)
            if root == "." { return nil }
        }
    }

    /// What is checked out; `nil` before the first commit, and where branches are kept in a way this does not know.
    var head: Head? {
        guard let text = Self.text("\(folder)/HEAD") else { return nil }
        let prefix = "ref: "
        guard text.hasPrefix(prefix) else { return Self.isCommit(text) ? Head(commit: text, branch: nil) : nil }
        let name = String(text.dropFirst(prefix.count))
        let branch = name.hasPrefix("refs/heads/") ? String(name.dropFirst("refs/heads/".count)) : name
        return commit(of: name).map { Head(commit: $0, branch: branch) }
    }

    private func commit(of reference: String) -> String? {
        if let text = Self.text("\(common)/\(reference)"), Self.isCommit(text) { return text }
        // Branches that have not moved for a while are kept in one file.
        let packed = (try? Files.readText("\(common)/packed-refs")) ?? ""
        let line = packed.split(separator: "\n").first { $0.hasSuffix(" \(reference)") }
        return line.map { String($0.prefix { $0 != " " }) }.flatMap { Self.isCommit($0) ? $0 : nil }
    }

    /// A folder `.git`, or the one that a file `.git` points to.
    private static func folder(of root: String, _ kind: FileStatus.Kind) -> String? {
        if kind == .folder { return "\(root)/.git" }
        guard let text = text("\(root)/.git"), text.hasPrefix("gitdir: ") else { return nil }
        return absolute(String(text.dropFirst("gitdir: ".count)), in: root)
    }

    private static func absolute(_ path: String, in folder: String) -> String {
        path.hasPrefix("/") ? path : "\(folder)/\(path)"
    }

    private static func text(_ path: String) -> String? {
        (try? Files.readText(path)).map { text in String(text.prefix { $0 != "\n" }) }
    }

    private static func isCommit(_ text: String) -> Bool {
        (text.count == 40 || text.count == 64) && text.allSatisfy { $0.isHexDigit }
    }
}
