internal import Arguments
internal import ContentHash
internal import Execution
internal import FileSystem
internal import Registry
internal import Terminal

/// `pipeline logs`: prints what the steps of a run wrote.
struct LogsCommand: Sendable {
    let session: Session

    static let step = CommandParameter.optionalArgument(
        "STEP", .name("STEP"), help: "only this step; without one, every step that ran")
    static let follow = CommandParameter.flag("follow", short: "f", help: "go on printing until the run ends")

    var command: Command {
        Command(
            "logs", summary: "Print what the steps of a run wrote.",
            examples: [.init("pipeline logs last train"), .init("pipeline logs last train --follow")],
            parameters: [RunArguments.lastRun, Self.step, Self.follow], action: { try await print($0) })
    }

    private func print(_ values: ParsedValues) async throws -> Int32 {
        try GlobalOptions.refuseJSON(values, by: "logs", printing: "what steps wrote as it is")
        let registry = try session.registry(of: session.project())
        let run = try await registry.run(values[RunArguments.lastRun])
        if let name = values[Self.step] {
            let step = try RunArguments.step(name, among: try await registry.steps(of: run.id), of: run)
            if step.attempts.isEmpty, !values[Self.follow] {
                session.warn("'\(name)' did not run in run \(run.id): it was \(step.status.rawValue)")
            }
        }
        var printed: [String: Int] = [:]
        while true {
            // A run that was killed never says that it ended.
            _ = try await registry.markLostRuns(at: session.now)
            let isRunning = try await registry.run(run.id.text).status == .running
            for step in try await registry.steps(of: run.id) {
                let name = "\(step.instance)"
                guard values[Self.step] == nil || values[Self.step] == name else { continue }
                for attempt in step.attempts {
                    write(attempt, of: name, alone: values[Self.step] != nil, &printed)
                }
            }
            guard values[Self.follow], isRunning else { return 0 }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// Writes what has been added to a log since it was last looked at.
    private func write(_ attempt: AttemptSummary, of step: String, alone: Bool, _ printed: inout [String: Int]) {
        guard let bytes = try? Files.read(attempt.log) else { return }
        let start = printed[attempt.log] ?? 0
        if printed[attempt.log] == nil, !alone || attempt.number > 1 {
            session.write(Line("== \(step), attempt \(attempt.number)", .bold))
        }
        printed[attempt.log] = bytes.count
        guard bytes.count > start else { return }
        FileOutput.standard.write(String(decoding: bytes[start...], as: UTF8.self))
    }
}
