internal import Arguments
internal import Execution
internal import Registry
internal import Terminal

/// What the commands of the model registry have in common.
enum ModelArguments {
    static let model = CommandParameter.argument(
        "MODEL", .name("MODEL", completing: .source("groups")),
        help: "GROUP (its latest version), GROUP:VERSION or GROUP@ALIAS")
    static let alias = CommandParameter.argument("ALIAS", .name("ALIAS"), help: "the alias, such as champion")
    static let group = CommandParameter.argument(
        "GROUP", .name("GROUP", completing: .source("groups")), help: "the model group")
    static let version = CommandParameter.argument("VERSION", .integer("VERSION", in: 1...), help: "the version")
    static let reason = CommandParameter.option(
        "reason", short: "m", .text("TEXT"), default: "", help: "why, for the history")

    /// Who decides, as far as the machine knows, and why and when.
    static func decision(_ values: ParsedValues, _ session: Session) -> Decision {
        Decision(who: session.environment["USER"] ?? "unknown", why: values[reason], time: session.now)
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
                Line("\(version.name)", .bold) + " is " + StatusText.line(version.status) + ModelText.aliases(version))
        }
        return 0
    }
}
