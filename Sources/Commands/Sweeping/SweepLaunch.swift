internal import Arguments
internal import Execution
internal import Terminal

/// The runs of a sweep, one after another, and what came of them side by side.
///
/// One at a time, since a step that may use every processor is slower beside another one of its kind; the steps of each
/// run still go side by side.
struct SweepLaunch: Sendable {
    /// How each run is launched.
    let launch: Launch

    private var session: Session { launch.session }

    /// Runs what the command line asks for.
    /// - Returns: The exit code: that of an interrupt, or of the last run that failed.
    /// - Throws: What keeps the first run from being started.
    func run(_ values: ParsedValues) async throws -> Int32 {
        let sweep = try Sweep.asked(values, session)
        let id = RunID(milliseconds: Int64(session.now * 1000), random: .random(in: 0 ... .max)).text
        var code: Int32 = 0
        for (place, point) in sweep.points.enumerated() {
            let member = SweepMember(sweep: id, number: place + 1, count: sweep.points.count, point: point)
            let ending = try await run(member, values)
            if ending != 0 { code = ending }
            // 128 and the number of a signal: that is meant for all of them.
            if code > 128 || code != 0 && launch.failFast { break }
        }
        let project = try session.project()
        let result = try await SweepResult(id, asked: sweep.points, session.registry(of: project))
        let table = SweepTable(result: result, session: session)
        do {
            try table.write(values)
        } catch let mistake as CommandFailure {
            // All has run; a mistyped name to sort by does not take that away.
            try table.write(values, sorting: false)
            session.warn(mistake.description)
        }
        return code
    }

    /// Runs one of them.
    /// - Returns: Its exit code.
    private func run(_ member: SweepMember, _ values: ParsedValues) async throws -> Int32 {
        var launch = launch
        launch.member = member
        // The one document of the command is that of the whole sweep.
        launch.isQuiet = launch.isQuiet || launch.isJSON
        launch.isJSON = false
        do {
            return try await launch.run(try await RunRequest(values, giving: member.point, session)).code
        } catch let failure as CommandFailure where member.number > 1 {
            // A file that was there when the sweep began may be gone.
            session.complain("the run with \(member.point.sweptText): \(failure)")
            return CommandFailure.Code.failed.rawValue
        }
    }
}
