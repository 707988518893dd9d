internal import Arguments
internal import FileSystem
internal import Glibc
internal import Processes
internal import Registry
internal import Scheduling
internal import Triggers

/// `pipeline schedule run`: starts a schedule's run now, with no more around it than cron gives.
struct RunBySchedule: Sendable {
    let session: Session

    var command: Command {
        Command(
            "run", summary: "Start a schedule's run now, as cron would.",
            discussion: """
                The run sees the environment that cron gives, which is how to find out by day what would be missing at \
                night. What it says is printed. Times that are due stay due.
                """,
            examples: [.init("pipeline schedule run nightly")], parameters: [ScheduleOptions.schedule],
            action: { try await run($0) })
    }

    private func run(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let name = try await session.registry(of: project).schedule(values[ScheduleOptions.schedule]).name
        let flags = ["--by-hand"] + (values[GlobalOptions.json] ? ["--json"] : [])
        let entry = try CrontabEntry(
            ScheduleCall(session: session, project: project).call(for: name, flags: flags))
        throw ProgramReplacement.failure(
            of: "/bin/sh", arguments: ["-c", entry.command], environment: Self.cronEnvironment(session))
    }

    /// What crontab(5) says that cron sets.
    private static func cronEnvironment(_ session: Session) -> [String: String] {
        var variables = ["SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"]
        let user = getpwuid(geteuid())
        variables["HOME"] = user.map { String(cString: $0.pointee.pw_dir) } ?? session.environment["HOME"] ?? "/"
        variables["LOGNAME"] = user.map { String(cString: $0.pointee.pw_name) } ?? session.environment["LOGNAME"]
        return variables
    }
}
