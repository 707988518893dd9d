public import ContentHash
public import ContentStore
internal import PipelineKit

/// What changed between two folders.
public struct FolderComparison: Sendable {
    /// How many of its files changed, came and went, and the first of them.
    public let summary: String
    /// The paths of all of them.
    public let names: [String]

    /// Compares two artifacts; `nil` where they are not folders whose content is known.
    public init?(_ old: JSON, _ new: JSON, _ store: ContentStore) {
        func manifest(_ value: JSON) -> Manifest? {
            guard let artifact = ArtifactReference(value), artifact.form == .folder, let digest = artifact.digest else {
                return nil
            }
            return store.manifest(of: digest)
        }
        guard let before = manifest(old), let after = manifest(new) else { return nil }
        self.init(before, after)
    }

    /// Compares what two folders contain; `nil` where that is the same.
    init?(_ before: Manifest, _ after: Manifest) {
        // A folder that came or went counts only where no file did.
        for (isCounted, noun) in [({ $0.kind != "d" }, "file"), ({ _ in true }, "folder")] as [Counted] {
            let left = before.entries.filter(isCounted)
            let right = after.entries.filter(isCounted)
            if let difference = Self.difference(left, right, noun) {
                (summary, names) = difference
                return
            }
        }
        return nil
    }

    private typealias Counted = ((Manifest.Entry) -> Bool, String)

    private static func difference(
        _ before: [Manifest.Entry], _ after: [Manifest.Entry], _ noun: String
    ) -> (String, [String])? {
        let left = Dictionary(before.map { (Array($0.path.utf8), $0) }, uniquingKeysWith: { first, _ in first })
        let right = Dictionary(after.map { (Array($0.path.utf8), $0) }, uniquingKeysWith: { first, _ in first })
        let changed = after.filter { entry in left[Array(entry.path.utf8)].map { $0 != entry } ?? false }.map(\.path)
        let added = after.filter { left[Array($0.path.utf8)] == nil }.map(\.path)
        let removed = before.filter { right[Array($0.path.utf8)] == nil }.map(\.path)
        var parts: [String] = []
        for (names, word) in [(changed, "changed"), (added, "added"), (removed, "removed")] where !names.isEmpty {
            let noun = parts.isEmpty ? " \(noun)\(names.count == 1 ? "" : "s")" : ""
            parts.append("\(names.count)\(noun) \(word)")
        }
        let names = changed + added + removed
        guard !names.isEmpty else { return nil }
        return ("\(parts.joined(separator: ", ")): \(KeyDifference.listed(names, of: 3))", names)
    }
}
