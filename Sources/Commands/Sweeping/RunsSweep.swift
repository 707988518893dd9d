internal import Arguments
internal import Execution
internal import Registry

/// `pipeline runs sweep`: shows the comparison of a sweep's runs again.
struct RunsSweep: Sendable {
    let session: Session

    static let sweep = CommandParameter.argument(
        "SWEEP", .name("SWEEP"), default: "last", help: "a sweep: `last`, an id, or the beginning of one")

    var command: Command {
        Command(
            "sweep", summary: "Compare the runs of a sweep.",
            discussion: """
                The runs of `pipeline run --sweep` with the parameters that vary and the last value of what was \
                measured; of a step in a map, the mean over its items.
                """,
            examples: [
                .init("pipeline runs sweep"),
                .init("pipeline runs sweep last --sort -accuracy", "the most accurate first"),
                .init("pipeline runs list --where \"sweep = 1m7yt115mp3d and accuracy > 0.98\""),
            ],
            parameters: [Self.sweep, SweepOptions.order], action: { try await show($0) })
    }

    private func show(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        _ = try await registry.markLostRuns(at: session.now)
        let sweep = try await identity(values[Self.sweep], in: registry)
        let result = try await SweepResult(sweep, registry)
        try SweepTable(result: result, session: session).write(values)
        return 0
    }

    private func identity(_ name: String, in registry: Registry) async throws -> String {
        let isLast = name == "last"
        // Identities sort by time.
        let found = try await sweeps("-\(SweepMember.fact)", limit: isLast ? 1 : .max, in: registry)
        guard !found.isEmpty else {
            throw CommandFailure("there are no sweeps yet; start one with: pipeline run NAME --sweep PARAMETER=VALUES")
        }
        if isLast { return found[0] }
        let meant = found.filter { $0.hasPrefix(name.lowercased()) }
        guard let sweep = meant.first else { throw CommandFailure("there is no sweep '\(name)'") }
        guard meant.count == 1 else {
            throw CommandFailure("several sweeps begin with '\(name)': \(meant.joined(separator: ", "))")
        }
        return sweep
    }

    /// The identities of sweeps, the newest first.
    private func sweeps(_ order: String, limit: Int, in registry: Registry) async throws -> [String] {
        do {
            let runs = try await registry.runs(matching: RunQuery(order: order, limit: limit))
            var sweeps: [String] = []
            for row in runs.rows {
                // Runs of no sweep come last.
                guard case .text(let sweep)? = row.values.first else { break }
                if sweeps.last != sweep { sweeps.append(sweep) }
            }
            return sweeps
        } catch is FilterError {
            // No run has the fact.
            return []
        }
    }
}
