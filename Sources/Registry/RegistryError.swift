public import Execution
internal import Suggestions

/// A request for something that the registry does not have, or that it refuses.
public struct RegistryError: Error, Equatable {
    /// What was asked for in vain.
    public enum Kind: Equatable, Sendable {
        /// Nothing has run yet, or nothing of that pipeline.
        case noRuns(pipeline: String?)
        /// No run has that id, or one that begins so.
        case unknownRun(String, suggestion: String)
        /// Several runs have ids that begin so.
        case ambiguousRun(String, candidates: [String])
        /// The run has ended, so that it can't be cancelled.
        case runEnded(String, status: String)
        /// The run is at work, so that its record can't be rebuilt.
        case atWork(String)
        /// No model has been registered under that name.
        case unknownGroup(String, groups: [String])
        /// The text is neither `GROUP`, nor `GROUP:VERSION`, nor `GROUP@ALIAS`.
        case wrongModel(String, why: String)
        case unknownVersion(group: String, version: Int, versions: [Int])
        case unknownAlias(group: String, alias: String, aliases: [String])
        /// The text can't be an alias.
        case wrongAlias(String)
        /// The alias was nowhere else, so that there is nothing to go back to.
        case nothingBefore(group: String, alias: String, version: Int)
        /// The alias, or the group, did not exist at a time; the text says since when, or until when.
        case notThen(String, time: Double, since: String)
        /// The version is deleted, and only restoring it makes sense.
        case deletedVersion(ModelVersionName)
        /// All versions of the group are deleted.
        case allDeleted(group: String)
        /// Aliases are at the version, which therefore stays.
        case aliased(ModelVersionName, aliases: [String])
        /// The version does not have such a tag.
        case unknownTag(ModelVersionName, tag: String, tags: [String])
        /// The artifact of a deleted version was collected as garbage.
        case collected(ModelVersionName, ArtifactCondition, RunID)
        /// An alias stays where it is, and the history says so too.
        case refused(PromotionRefusal)
        /// A run of the pipeline goes on, and another one was not to begin beside it.
        case pipelineRuns(String, by: String)
        case unknownSchedule(String, schedules: [String])
        case scheduleExists(String)
        /// The time that is due was settled by another process.
        case timeTaken(schedule: String)
        /// A run of the schedule goes on.
        case scheduleRuns(schedule: String, run: String)
    }

    /// What was asked for.
    public let kind: Kind

    init(_ kind: Kind) { self.kind = kind }
}

extension RegistryError: CustomStringConvertible {
    /// One line that says what is missing, and what there is instead.
    public var description: String {
        switch kind {
        case .noRuns(nil): "there are no runs yet; start one with `pipeline run NAME`"
        case .noRuns(let pipeline?): "there are no runs of '\(pipeline)' yet; start one with `pipeline run \(pipeline)`"
        case .unknownRun(let text, let suggestion): "there is no run '\(text)'\(suggestion)"
        case .ambiguousRun(let text, let candidates):
            "'\(text)' stands for \(candidates.count) runs: \(Self.listed(candidates)); give more of the id"
        case .runEnded(let run, let status): "the run '\(run)' has ended already: it is \(status)"
        case .atWork(let run):
            "the registry can't be rebuilt while the run '\(run)' is at work; end it with `pipeline runs cancel \(run)`"
        case .unknownGroup(let name, let groups):
            groups.isEmpty
                ? "there is no model group '\(name)': no model is registered yet"
                : "there is no model group '\(name)'\(Self.hint(name, groups, "the groups are"))"
        case .wrongModel(let text, let why):
            "'\(text)' names no model: \(why); write GROUP, GROUP:VERSION or GROUP@ALIAS"
        case .unknownVersion(let group, let version, let versions):
            "'\(group)' has no version \(version); it has \(Self.ranges(versions))"
        case .unknownAlias(let group, let alias, let aliases):
            aliases.isEmpty
                ? "'\(group)' has no alias '\(alias)'; it has none at all: `pipeline models alias set \(group) \(alias) VERSION`"
                : "'\(group)' has no alias '\(alias)'\(Self.hint(alias, aliases, "its aliases are"))"
        case .wrongAlias(let text):
            "'\(text)' can't be an alias: use letters, digits, '_', '-' and '.', and begin with a letter"
        case .nothingBefore(let group, let alias, let version):
            "\(group)@\(alias) has nothing to go back to: it was at \(version) only"
        case .notThen(let name, let time, let since): "\(name) did not exist on \(UTCTime.text(time)): \(since)"
        case .deletedVersion(let name): "\(name) is deleted; bring it back with: pipeline models restore \(name)"
        case .allDeleted(let group):
            "all versions of '\(group)' are deleted; list them with: pipeline models list \(group) --all"
        case .aliased(let name, let aliases):
            "\(name) is \(Self.listed(aliases)); move the alias first: "
                + "pipeline models alias set \(name.group) \(aliases.first ?? "ALIAS") VERSION"
        case .unknownTag(let name, let tag, let tags):
            tags.isEmpty
                ? "\(name) has no tag '\(tag)'; it has none at all"
                : "\(name) has no tag '\(tag)'\(Self.hint(tag, tags, "its tags are"))"
        case .collected(let name, let condition, let run):
            "\(name) can't be restored: its artifact is \(condition.rawValue); \(run.remakingAdvice)"
        case .refused(let refusal): refusal.description
        case .pipelineRuns(let pipeline, let run):
            "'\(pipeline)' runs already: \(run); wait for its end with --if-running wait, or work beside it with "
                + "--if-running join"
        case .unknownSchedule(let name, let schedules):
            schedules.isEmpty
                ? "there is no schedule '\(name)': there are none; add one with `pipeline schedule add`"
                : "there is no schedule '\(name)'\(Self.hint(name, schedules, "there are"))"
        case .scheduleExists(let name):
            "there is a schedule '\(name)' already; remove it with `pipeline schedule remove \(name)`, "
                + "or give this one another name with --name"
        case .timeTaken(let schedule): "another process has taken this time of the schedule '\(schedule)'"
        case .scheduleRuns(let schedule, let run):
            "the run \(run) of the schedule '\(schedule)' goes on; wait for its end, "
                + "or cancel it with `pipeline runs cancel \(run)`"
        }
    }

    /// Ends a message with the closest name or, where none is close, with all there are.
    private static func hint(_ name: String, _ names: [String], _ introduction: String) -> String {
        let suggestion = suggestion(for: name, among: names)
        return suggestion.isEmpty ? "; \(introduction) \(listed(names.map { "'\($0)'" }))" : suggestion
    }

    private static func listed(_ items: [String]) -> String {
        items.prefix(5).joined(separator: ", ") + (items.count > 5 ? " and \(items.count - 5) more" : "")
    }

    /// Ascending numbers with each unbroken sequence by its ends: `1 to 4, 7`.
    private static func ranges(_ numbers: [Int]) -> String {
        var ranges: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = ranges.last, last.upperBound + 1 == number {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return listed(ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)" })
    }
}
