import Foundation
import ProgramTesting
import Testing

/// A schedule in the real crontab, which the real cron calls.
///
/// cron looks at crontabs on the minute and no sooner, so this waits for two of them. It touches the crontab of
/// whoever runs it: it adds its one line and removes it. One test has all that is to be seen, since each waits anew.
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

    private let place: Workplace

    init() throws { place = try Workplace() }

    private func fixture(_ words: String...) throws -> String {
        let outcome = try place.run(.fixture, words)
        try #require(outcome.code == 0, "\(outcome)")
        return outcome.output
    }

    /// Who is champion: the version, and its files by their digests.
    private func champion() throws -> [String] {
        let document = try place.fixture("models", "show", "words@champion", "--json").json() as? [String: Any]
        return try ["version", "model", "evaluation"].map { "\(try #require(document?[$0]))" }
    }

    @Test(
        .enabled(if: isWanted, "it waits for cron, so it needs CI=true or PIPELINE_TEST_CRON=1"),
        .enabled(if: isPossible, "it needs cron, and root where none runs"))
    func `By night a model becomes champion, once, and by day the one before is brought back`() throws {
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
        defer {
            daemon?.send(SIGTERM)
            // The next test must not take it for one that stays.
            _ = try? daemon?.outcome()
        }
        _ = try fixture("models", "policy", "words", "--gate", "metric error <= 10")
        try place.write("", to: "project/artifacts/schedules/minutely.log")
        let log = try WatchedFile("\(place.project)/artifacts/schedules/minutely.log")
        _ = try fixture(
            "schedule", "add", "contest", "--cron", "* * * * *", "--name", "minutely", "--if-changed", "--set",
            "journal=\(place.journal)")
        let meanwhile = try Outcome.of("/usr/bin/crontab", ["-l"]).output
        #expect(meanwhile.hasPrefix(before.output))
        #expect(meanwhile.dropFirst(before.output.count).split(separator: "\n").count == 1)

        // From here on nobody touches anything.
        let first = try log.wait(for: "words:1 is now champion", within: 150)
        #expect(first.contains { $0.plain(in: place) == "run RUN of contest" })
        let second = try log.wait(for: "nothing has changed: no run is started", within: 150).dropFirst(first.count + 1)
        #expect(second.count == 1, "the second call says more than that there is nothing to do: \(second)")

        _ = try fixture("schedule", "remove", "minutely")
        let after = try Outcome.of("/usr/bin/crontab", ["-l"])
        #expect(after.output == before.output)
        #expect(after.code == before.code)
        #expect(
            try place.takeJournal().sorted() == ["count test", "count training", "evaluate", "split", "train"])
        let documents = try place.fixture("schedule", "history", "--json").json() as? [[String: Any]]
        let results = (documents ?? []).map { [$0["outcome"], $0["status"]].compactMap { $0 as? String } }
        // The oldest come last; where the machine was slow, the minute after the second has come, too.
        #expect(results.suffix(2) == [["unchanged"], ["started", "succeeded"]])
        #expect(results.dropLast(2).allSatisfy { $0 == ["unchanged"] })

        try replaceAndBringBack()
    }

    /// By day somebody promotes a better model, regrets it, and goes back to the one of the night.
    private func replaceAndBringBack() throws {
        let night = try champion()
        #expect(night.first == "1")
        _ = try fixture("models", "export", "words@champion", "night")
        let better = try fixture("run", "contest", "--set", "epochs=20", "--set", "journal=\(place.journal)")
        #expect(better.hasSuffix("\nwords:2 is now champion; before it was words:1\n"))
        #expect(try champion() != night)
        _ = try fixture("models", "export", "words@champion", "day")
        _ = try fixture("models", "rollback", "words", "champion", "--reason", "fails at night")
        #expect(try champion() == night)
        _ = try fixture("models", "export", "words@champion", "back")
        for file in ["model", "evaluation.json"] {
            let bytes = try ["night", "day", "back"].map { try place.read("project/\($0)/\(file)") }
            #expect(bytes[0] == bytes[2])
            #expect(bytes[0] != bytes[1])
        }
        let history = try place.fixture("models", "history", "words", "--alias", "champion", "--json").json()
        let moves = try #require(history as? [[String: Any]]).filter { $0["to"] != nil }
        #expect(moves.map { $0["to"] as? Int } == [1, 2, 1])
        #expect(moves.map { $0["who"] as? String } == ["tester", "pipeline contest", "pipeline contest"])
        #expect(moves.first?["why"] as? String == "fails at night")
    }
}
