internal import Arguments
internal import ContentStore
internal import Execution
internal import PipelineKit
internal import Registry
internal import Terminal

/// What the commands of the model registry have in common.
enum ModelArguments {
    static let model = CommandParameter.argument(
        "MODEL", .name("MODEL", completing: .source("groups")),
        help: "GROUP (its latest version), GROUP:VERSION or GROUP@ALIAS")
    static let alias = CommandParameter.argument(
        "ALIAS", .name("ALIAS", completing: .source("aliases")), help: "the alias, such as champion")
    static let group = CommandParameter.argument(
        "GROUP", .name("GROUP", completing: .source("groups")), help: "the model group")
    static let version = CommandParameter.argument("VERSION", .integer("VERSION", in: 1...), help: "the version")
    static let reason = CommandParameter.option(
        "reason", short: "m", .text("TEXT"), default: "", help: "why, for the history")

    /// Who decides, as far as the machine knows, and why and when.
    static func decision(_ values: ParsedValues, _ session: Session) -> Decision {
        Decision(who: session.user, why: values[reason], time: session.now)
    }

    /// Reads every byte of a version's artifact.
    static func condition(of version: ModelVersion, in store: ContentStore) throws -> ArtifactCondition {
        switch try store.condition(of: version.model, form: ContentForm(version.form), thorough: true) {
        case .intact: .intact
        case .missing: .missing
        case .damaged: .damaged
        }
    }

    /// Reads every byte of a version's artifact and, where it is intact, keeps it from being collected for an hour, with
    /// what the version was judged by.
    static func renew(_ version: ModelVersion, in store: ContentStore) throws -> ArtifactCondition {
        let condition = try condition(of: version, in: store)
        guard condition == .intact else { return condition }
        if let evaluation = version.evaluation { _ = try store.renew(evaluation) }
        return try store.renew(version.model) ? .intact : .missing
    }

    /// Tells what a version is now.
    static func report(
        _ name: ModelVersionName, _ values: ParsedValues, _ registry: Registry, _ session: Session
    ) async throws -> Int32 {
        let version = try await registry.model("\(name)")
        if values[GlobalOptions.json] {
            session.write(json: ModelText.json(version))
        } else {
            session.write(
                Line("\(version.name)", .bold) + " is " + StatusText.line(version.status)
                    + ModelText.marks(version))
        }
        return 0
    }
}
