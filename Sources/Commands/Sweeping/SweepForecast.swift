internal import Arguments
internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Terminal

/// What a sweep would do: how many runs, and how much of them is cached.
struct SweepForecast: Sendable {
    let session: Session

    /// What a run would do with its steps.
    private struct Member {
        let point: [Assignment]
        let steps: [PlannedStep]

        func count(_ matches: (PlannedStep.Decision) -> Bool) -> Int { steps.count { matches($0.decision) } }

        var cached: Int { count { if case .cached = $0 { true } else { false } } }
        var running: Int { count { if case .run = $0 { true } else { false } } }
        var undecided: Int { count { if case .undecided = $0 { true } else { false } } }
        var impossible: Int { count { if case .impossible = $0 { true } else { false } } }
    }

    /// Plans each run of a sweep.
    func plan(_ values: ParsedValues) async throws -> Int32 {
        let sweep = try Sweep.asked(values, session)
        var members: [Member] = []
        for point in sweep.points {
            let request = try await RunRequest(values, giving: point, session)
            let steps = await Planner(request.preparer).plan(request.state(jobs: .max))
            members.append(Member(point: point, steps: steps))
        }
        if values[GlobalOptions.json] {
            session.write(json: document(members, values))
            return 0
        }
        session.write(table(members))
        session.write("")
        session.write(closing(members))
        return 0
    }

    private func table(_ members: [Member]) -> Table {
        var columns = members[0].point.map { Table.Column.text($0.key) }
        columns += [.number("cached"), .number("run"), .number("maybe")]
        let fails = members.contains { $0.impossible > 0 }
        if fails { columns.append(.number("fail")) }
        var table = Table(columns)
        for member in members {
            let counts = [member.cached, member.running, member.undecided] + (fails ? [member.impossible] : [])
            table.append(member.point.map { Line($0.value) } + counts.map { Line("\($0)") })
        }
        return table
    }

    /// The work that would be done, each piece once however many runs need it.
    private func distinct(_ members: [Member]) -> Int { Set(members.flatMap { $0.steps.compactMap(\.key) }).count }

    private func closing(_ members: [Member]) -> Line {
        let runs = Format.count(members.count, "run")
        let maybe = members.map(\.undecided).reduce(0, +)
        let work = distinct(members)
        if work == 0, maybe == 0 { return "\(runs); nothing would run" }
        let shared = members.map(\.running).reduce(0, +) - work
        return "\(runs); \(Format.count(members.map(\.cached).reduce(0, +), "step")) cached, \(work) would run"
            + (shared == 0 ? "" : " and serve \(Format.count(shared, "other"))")
            + (maybe == 0 ? "" : "; \(maybe) more \(maybe == 1 ? "depends" : "depend") on what these make")
    }

    private func document(_ members: [Member], _ values: ParsedValues) -> JSON {
        [
            "pipeline": .string(values[RunOptions.pipeline]),
            "run": .int(Int64(distinct(members))),
            "runs": .array(
                members.map { member in
                    [
                        "parameters": .object(
                            Dictionary(uniqueKeysWithValues: member.point.map { ($0.key, .string($0.value)) })),
                        "cached": .int(Int64(member.cached)), "run": .int(Int64(member.running)),
                        "undecided": .int(Int64(member.undecided)), "failed": .int(Int64(member.impossible)),
                    ]
                }),
        ]
    }
}
