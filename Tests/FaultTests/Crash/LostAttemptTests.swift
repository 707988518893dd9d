import Foundation
import ProgramTesting
import Testing

/// Runs that are killed while a step is tried again.
struct LostAttemptTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `An attempt whose run is killed is lost with its number, and the next run has all attempts`() throws {
        // It fails at the first attempt, and the second one is as far as the run gets.
        let words = ["run", "flaky", "--json", "--set", "journal=\(place.journal)"]
        let run = try place.run(
            .fixture, words, environment: ["PIPELINE_SYNC_POINT": "kill attempt-recorded 2"])
        try #require(run.status & 0x7f == SIGKILL, "\(run)")
        let message = "its run was killed during attempt 2, or the machine went down"
        let show = try place.fixture("runs", "show", "last", "--json").json() as? [String: Any]
        #expect((show?["run"] as? [String: Any] ?? show)?["status"] as? String == "lost")
        let step = try #require((show?["steps"] as? [[String: Any]])?.first)
        #expect(step["status"] as? String == "lost")
        #expect(step["reason"] as? String == message)
        let attempts = try #require(step["attempts"] as? [[String: Any]])
        #expect(attempts.map { $0["number"] as? Int } == [1, 2])
        #expect(attempts.map { $0["status"] as? String } == ["failed", "lost"])
        #expect(
            try place.fixture("why", "last", "try").output.plain(in: place) == """
                try lost in run RUN
                  because \(message)
                  attempt 1 failed: attempt 1 of 3
                  attempt 2 lost

                """)
        // By now the journal has a line: the second and the third attempt of the three that it needs follow.
        let again = try RunDocument(place.run(.fixture, words))
        #expect(again.states == ["try succeeded"])
        #expect(again.steps.map(\.attempts) == [2])
        let kept = try place.askRegistry(
            "SELECT number, attempt.status FROM attempt JOIN run ON run.id = attempt.run ORDER BY run.id, number")
        #expect(kept == ["1|failed", "2|lost", "1|failed", "2|succeeded"])
    }
}
