internal import Arguments
internal import ContentHash
internal import Execution
internal import Processes
internal import Registry
internal import Terminal

/// `pipeline runs cancel`: ends a run of another process.
struct RunsCancel: Sendable {
    let session: Session

    var command: Command {
        Command(
            "cancel", summary: "End a run that goes on in another process, as Ctrl-C there would.",
            examples: [.init("pipeline runs cancel last")], parameters: [RunArguments.run],
            action: { try await cancel($0) })
    }

    private func cancel(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let registry = try session.registry(of: project)
        let run = try await registry.run(values[RunArguments.run])
        guard run.status == .running else {
            throw CommandFailure("the run \(run.id) has ended already: it is \(run.status.rawValue)", .failed)
        }
        guard let process = ProcessIdentity(run.process), Presence.isAtWork(run.process, in: project.artifacts) else {
            try await registry.markCancelled(run.id, at: session.now)
            tell(
                "the process of run \(run.id) is gone; it is marked as cancelled",
                ["run": .string(run.id.text), "status": "cancelled", "process": .null], values)
            return 0
        }
        try process.cancel(run.id)
        tell(
            "asked run \(run.id) (process \(process.pid)) to end",
            ["run": .string(run.id.text), "status": "cancelling", "process": .int(Int64(process.pid))], values)
        return 0
    }

    private func tell(_ line: Line, _ document: JSON, _ values: ParsedValues) {
        if values[GlobalOptions.json] { session.write(json: document) } else { session.write(line) }
    }
}
