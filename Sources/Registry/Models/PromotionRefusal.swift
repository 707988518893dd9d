public import Execution

/// Whether the bytes of a model are in the store as they were registered.
public enum ArtifactCondition: String, Sendable { case intact, missing, damaged }

/// Why an alias stays where it is.
public enum PromotionRefusal: Hashable, Sendable {
    /// The alias is not where whoever moves it saw it.
    case moved(group: String, alias: String, expected: Int?, current: Int?, last: AliasChange?)
    /// The version can't be used; see the reason in words.
    case unusable(ModelVersionName, alias: String, why: String)
    /// A gate of the policy failed.
    case gates(ModelVersionName, alias: String, [GateFinding])
    /// A run promotes no version that was there before: somebody has moved the alias away from it.
    case wasThere(ModelVersionName, alias: String)
    /// The version that a rollback would bring back can't be used.
    case rollback(ModelVersionName, alias: String, why: String, next: Int?)
}

extension PromotionRefusal: CustomStringConvertible {
    /// One line that says what is in the way, and what to do.
    public var description: String {
        switch self {
        case .moved(let group, let alias, let expected, let current, let last):
            Self.moved("\(group)@\(alias)", expected, current, last)
        case .unusable(let version, let alias, let why): "\(version) can't become \(alias): \(why)"
        case .gates(let version, let alias, let findings):
            "\(version) can't become \(alias): " + findings.map(\.failure).joined(separator: "; ")
        case .wasThere(let version, let alias):
            "\(version) was \(alias) before and is not any more, so a run does not make it \(alias) again; where it should be: "
                + "pipeline models alias set \(version.group) \(alias) \(version.version)"
        case .rollback(let version, let alias, let why, let next):
            "\(version.group)@\(alias) can't go back to \(version): \(why); "
                + (next.map { next in
                    "the next older one is \(version.group):\(next): "
                        + "pipeline models rollback \(version.group) \(alias) --to \(next)"
                } ?? "there is no older one")
        }
    }

    private static func moved(_ name: String, _ expected: Int?, _ current: Int?, _ last: AliasChange?) -> String {
        var text: String
        switch (current, expected) {
        case (let current?, let expected?): text = "\(name) is at \(current), not at \(expected) as expected"
        case (let current?, nil): text = "\(name) is at \(current), and was expected not to exist"
        case (nil, let expected?): text = "\(name) does not exist, and was expected at \(expected)"
        case (nil, nil): text = "\(name) does not exist"
        }
        if let last {
            let time = UTCTime.text(last.decision.time)
            switch (last.from, last.to) {
            case (let from?, let to?): text += ": \(last.decision.who) moved it from \(from) to \(to) on \(time)"
            case (nil, let to?): text += ": \(last.decision.who) set it to \(to) on \(time)"
            case (let from?, nil): text += ": \(last.decision.who) removed it from \(from) on \(time)"
            case (nil, nil): break
            }
        }
        return text
            + "; look again, and repeat with --expect \(current.map(String.init) ?? "none") where it still should move"
    }
}
