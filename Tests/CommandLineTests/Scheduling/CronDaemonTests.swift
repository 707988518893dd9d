import Foundation
import Testing

/// A schedule in the real crontab, which the real cron calls.
///
/// cron looks at crontabs on the minute and no sooner, so this waits for up to two of them. It touches the crontab of
/// whoever runs it: it adds its one line and removes it.
struct CronDaemonTests {
    private static let environment = ProcessInfo.processInfo.environment

    private static let isWanted = environment["CI"] == "true" || environment["PIPELINE_TEST_CRON"] == "1"

    private static let isPossible =
        FileManager.default.isExecutableFile(atPath: "/usr/bin/crontab")
        && (geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/sbin/cron") || isCronRunning)

    private static var isCronRunning: Bool {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.contains {
            ["cron\n", "crond\n"].contains(try? String(contentsOfFile: "/proc/\($0)/comm", encoding: .utf8))
        }
    }

    @Test(
        .enabled(if: isWanted, "it waits for cron, so it needs CI=true or PIPELINE_TEST_CRON=1"),
        .enabled(if: isPossible, "it needs cron, and root where none runs"))
    func `The real cron starts a run, once, and leaves the crontab as it was`() throws {
        let place = try Workplace()
        let gate = try Gate(in: place)
        // One test at a time: what is saved here must not hold another one's line.
        let lock = open(
            "\(NSTemporaryDirectory())/pipeline-cron-test-\(geteuid()).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(lock) }
        try #require(flock(lock, LOCK_EX) == 0)
        let before = try Outcome.of("/usr/bin/crontab", ["-l"])
        defer { _ = try? place.fixture("schedule", "remove", "minutely") }

        let daemon =
            Self.isCronRunning
            ? nil
            : try RunningProgram(
                "/usr/sbin/cron", ["-f"], environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], folder: "/",
                files: "\(place.path)/cron")
        defer { daemon?.send(SIGTERM) }
        let added = try place.fixture(
            "schedule", "add", "gates", "--cron", "* * * * *", "--name", "minutely", "--set", "gate=\(gate.path)")
        try #require(added.code == 0, "\(added)")
        #expect(try Outcome.of("/usr/bin/crontab", ["-l"]).output.hasPrefix(before.output))

        _ = try gate.arrival(within: 150)
        let removed = try place.fixture("schedule", "remove", "minutely")
        #expect(removed.code == 0, "\(removed)")
        let after = try Outcome.of("/usr/bin/crontab", ["-l"])
        #expect(after.output == before.output)
        #expect(after.code == before.code)
        gate.letThrough()
        // It ends with the run.
        _ = try place.fixture("logs", "last", "after", "--follow")
        let history = try place.fixture("schedule", "history", "--json").json() as? [[String: Any]]
        #expect(history?.count == 1)
        #expect(history?.first?["outcome"] as? String == "started")
        let log = try place.read("project/artifacts/schedules/minutely.log").plain(in: place)
        #expect(log.contains("\nrun RUN of gates\n"))
        #expect(log.contains("  wait  started  it has not run before\n") || log.contains("wait   started"))
    }
}
