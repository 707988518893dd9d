internal import ContentHash
internal import Execution
internal import FileSystem
internal import Glibc
internal import Processes

/// What of a working tree is not committed, as `git status` tells.
struct GitChanges: Sendable {
    /// `git.commit`, `git.branch`, `git.dirty` (`yes`, `no` or `unknown`) and, where it is dirty, `git.changes` (how many
    /// files) and `git.diff`, a digest of their contents.
    let facts: [String: String]

    /// A file that is larger counts by its size and its time: nobody edits such a file, and reading it takes long.
    private static let largest: Int64 = 32_000_000
    private static let patience = Duration.seconds(10)

    /// Looks at a repository.
    /// - Parameters:
    ///   - repository: The repository.
    ///   - environment: The environment, for `PATH` and `HOME`.
    ///   - scratch: A folder for what git prints.
    init(of repository: GitRepository, environment: [String: String], scratch: String) async {
        // Git must not write: neither its index, which others may be using, nor anything a watcher of files keeps.
        let arguments = [
            "--no-optional-locks", "-c", "core.fsmonitor=false", "-C", repository.root, "status", "--porcelain=v2",
            "--branch", "-z", "--untracked-files=all", "--ignore-submodules=none",
        ]
        guard
            let listing = await GitCommand(arguments, environment: environment, scratch: scratch).output(
                within: Self.patience)
        else {
            facts = ["git.dirty": "unknown"]
            return
        }
        facts = await Blocking.run { Self.facts(of: Listing(listing), in: repository.root) }
    }

    private static func facts(of listing: Listing, in root: String) -> [String: String] {
        var facts = ["git.dirty": listing.changes.isEmpty ? "no" : "yes"]
        facts["git.commit"] = listing.commit
        facts["git.branch"] = listing.branch
        guard !listing.changes.isEmpty else { return facts }
        facts["git.changes"] = "\(listing.changes.count)"
        facts["git.diff"] = digest(of: listing.changes, in: root)
        return facts
    }

    /// A digest of the names and contents of what is not as it was committed, staged or not.
    private static func digest(of changes: Set<String>, in root: String) -> String {
        var hash = TaggedHash(domain: "pipeline git changes 1")
        for path in changes.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            hash.add("path", path)
            hash.add("content", content(of: "\(root)/\(path)"))
        }
        return hash.finish().hex
    }

    private static func content(of path: String) -> String {
        guard let status = try? FileStatus(ofLink: path) else { return "gone" }
        switch status.kind {
        case .folder: return "folder"
        case .other: return "special"
        case .link: return "link to \((try? Files.target(ofLink: path)) ?? "?")"
        case .file:
            let mode = status.isExecutable ? "executable" : "file"
            if status.size > largest { return "\(mode) of \(status.size) bytes from \(status.modified)" }
            guard let bytes = try? Files.read(path) else { return "unreadable" }
            return "\(mode) \(SHA256.digest(of: bytes).hex)"
        }
    }
}

extension GitChanges {
    /// What `git status --porcelain=v2 --branch -z` prints; git-status(1) describes the format.
    struct Listing {
        private(set) var commit: String?
        private(set) var branch: String?
        /// The paths of what is not as it was committed, below the root of the repository.
        private(set) var changes: Set<String> = []

        init(_ text: String) {
            var entries = text.split(separator: "\0", omittingEmptySubsequences: true)[...]
            while let entry = entries.popFirst() {
                switch entry.first {
                case "#": readHeader(entry)
                case "1": add(entry, fieldsBefore: 8)
                case "2":
                    add(entry, fieldsBefore: 9)
                    // The name before stands in an entry of its own.
                    if let old = entries.popFirst() { changes.insert(String(old)) }
                case "u": add(entry, fieldsBefore: 10)
                case "?": add(entry, fieldsBefore: 1)
                default: continue
                }
            }
        }

        private mutating func readHeader(_ entry: Substring) {
            let words = entry.split(separator: " ", maxSplits: 2)
            guard words.count == 3, !words[2].hasPrefix("(") else { return }
            if words[1] == "branch.oid" { commit = String(words[2]) }
            if words[1] == "branch.head" { branch = String(words[2]) }
        }

        private mutating func add(_ entry: Substring, fieldsBefore count: Int) {
            let fields = entry.split(separator: " ", maxSplits: count, omittingEmptySubsequences: false)
            if fields.count == count + 1 { changes.insert(String(fields[count])) }
        }
    }
}
