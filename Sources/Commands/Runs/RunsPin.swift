internal import Arguments
internal import ContentHash
internal import Execution
internal import Registry
internal import Terminal

/// `pipeline runs pin`: marks a run as one to keep.
struct RunsPin: Sendable {
    let session: Session

    static let reason = CommandParameter.option(
        "reason", .name("TEXT"), help: "why it is kept, as lists of runs show it")

    var command: Command {
        Command(
            "pin", summary: "Keep a run, with its results and logs, whatever is cleaned up.",
            examples: [.init("pipeline runs pin last --reason \"the one in the paper\"")],
            parameters: [RunArguments.run, Self.reason], action: { try await pin($0) })
    }

    private func pin(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        let run = try await registry.run(values[RunArguments.run])
        let reason = values[Self.reason] ?? ""
        try await registry.pin(run.id, reason: reason)
        if values[GlobalOptions.json] {
            session.write(json: ["run": .string(run.id.text), "pinned": .string(reason)])
        } else {
            session.write("pinned run \(run.id) of \(run.pipeline)")
        }
        return 0
    }
}

/// `pipeline runs unpin`: leaves a run to what is cleaned up.
struct RunsUnpin: Sendable {
    let session: Session

    var command: Command {
        Command(
            "unpin", summary: "Let a pinned run be cleaned up as others are.",
            examples: [.init("pipeline runs unpin last")], parameters: [RunArguments.run],
            action: { try await unpin($0) })
    }

    private func unpin(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        let run = try await registry.run(values[RunArguments.run])
        try await registry.unpin(run.id)
        if values[GlobalOptions.json] {
            session.write(json: ["run": .string(run.id.text), "pinned": .null])
        } else {
            let told = run.pinned == nil ? "run \(run.id) was not pinned" : "run \(run.id) is not pinned any more"
            session.write(Line(told))
        }
        return 0
    }
}
