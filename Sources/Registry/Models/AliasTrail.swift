/// The versions that an alias went through, as rollbacks go back along them.
///
/// What is set goes on top; a rollback takes off what it leaves, so that a second one goes further back instead of forth.
struct AliasTrail: Equatable {
    /// The versions, the newest last.
    private(set) var versions: [Int] = []
    /// Whether the alias exists: then it is at the newest.
    private(set) var isPresent = false

    /// Follows the changes that were made, the oldest first; refused ones are none.
    init(_ changes: [AliasChange]) {
        for change in changes where change.refusal == nil {
            switch (change.action, change.to) {
            case (_, nil): isPresent = false
            case (.rollback, let version?):
                if isPresent { versions.removeLast() }
                while let last = versions.last, last != version { versions.removeLast() }
                if versions.isEmpty { versions.append(version) }
                isPresent = true
            case (_, let version?):
                if versions.last != version { versions.append(version) }
                isPresent = true
            }
        }
    }

    /// The versions that a rollback may go back to, the nearest first, each once.
    var candidates: [Int] {
        let current = isPresent ? versions.last : nil
        var candidates: [Int] = []
        for version in (isPresent ? versions.dropLast() : versions[...]).reversed()
        where version != current && !candidates.contains(version) {
            candidates.append(version)
        }
        return candidates
    }
}
