import Foundation
import ProgramTesting
import Testing

/// What a call by cron starts, records and says; nights pass as fast as the test tells.
struct TickTests {
    let place: Workplace
    let crontab: Crontab

    init() throws {
        place = try Workplace()
        crontab = try Crontab(in: place)
    }

    private func add(_ words: String..., at time: Double = Night.evening) throws {
        let always = ["add", "words", "--timezone", "UTC", "--name", "nightly", "--set", "journal=\(place.journal)"]
        let added = try crontab.start(always + words, at: time).outcome()
        try #require(added.code == 0, "\(added)")
    }

    /// Calls as cron does: whatever it says on its own is a mail in the night.
    private func tick(at time: Double) throws {
        let outcome = try crontab.schedule("tick", "nightly", at: time)
        #expect(outcome.description == "status 0\n-- stdout\n-- stderr\n")
    }

    private func log() throws -> String { try place.read("project/artifacts/schedules/nightly.log").plain(in: place) }

    @Test func `The first night trains, the second has nothing to do, and a changed text trains again`() throws {
        try add("--cron", "0 2 * * *", "--if-changed")
        try tick(at: Night.two(1) - 1)
        #expect(!place.exists("project/artifacts"))
        try tick(at: Night.two(1) + 1)
        #expect(try place.takeJournal().last == "register")
        try tick(at: Night.two(1) + 61)
        try tick(at: Night.two(2) + 1)
        #expect(try place.takeJournal() == [])
        try place.write("a new text\n", to: "project/data/texts/training/three.txt")
        try tick(at: Night.two(3) + 1)
        #expect(try place.takeJournal().contains("train"))
        #expect(
            try crontab.results(of: "nightly") == [
                "2027-01-03T02:00:00Z started succeeded", "2027-01-02T02:00:00Z unchanged",
                "2027-01-01T02:00:00Z started succeeded",
            ])
        let log = try log()
        #expect(log.hasPrefix("DATE Z  nightly: due: words --set journal=PLACE/journal\nrun RUN of words\n"))
        #expect(
            log.contains(
                """
                DATE Z  nightly: due: words --set journal=PLACE/journal
                nothing has changed: no run is started
                DATE Z  nightly: due: words --set journal=PLACE/journal
                run RUN of words

                """))
        #expect(
            try crontab.schedule("history").output.plain(in: place).narrow == """
                schedule  due  result  run  status
                nightly  DATE Z  started  RUN  succeeded
                nightly  DATE Z  unchanged  no step would run
                nightly  DATE Z  started  RUN  succeeded

                """)
    }

    @Test func `Without --if-changed each night has its run, if one of cached steps`() throws {
        try add("--cron", "0 2 * * *")
        for day in 1...2 { try tick(at: Night.two(day) + 1) }
        #expect(try crontab.results(of: "nightly").allSatisfy { $0.hasSuffix(" started succeeded") })
        #expect(try place.takeJournal().count { $0 == "train" } == 1)
    }

    @Test(arguments: [
        ("once", ["2027-01-04T02:00:00Z started succeeded", "2027-01-03T02:00:00Z missed"]),
        ("skip", ["2027-01-04T02:00:00Z missed"]),
        ("all", ["2027-01-01T02:00:00Z started succeeded"]),
    ])
    func `A machine that slept for days does what the schedule says about missed times`(
        policy: String, newest: [String]
    ) throws {
        try add("--cron", "0 2 * * *", "--missed", policy)
        try tick(at: Night.two(4) + 3600)
        #expect(Array(try crontab.results(of: "nightly").prefix(newest.count)) == newest)
        guard policy == "all" else { return }
        for _ in 2...5 { try tick(at: Night.two(4) + 3600) }
        #expect(
            try crontab.results(of: "nightly")
                == (1...4).reversed().map { "2027-01-0\($0)T02:00:00Z started succeeded" })
    }

    @Test func `A clock that is set back starts nothing twice, and one that is set forward misses times`() throws {
        try add("--cron", "0 * * * *")
        try tick(at: Night.two() + 1)
        try tick(at: Night.two() - 3590)
        try tick(at: Night.two() + 1)
        #expect(
            try crontab.results(of: "nightly") == [
                "2027-01-01T02:00:00Z started succeeded", "2027-01-01T01:00:00Z missed", "2027-01-01T00:00:00Z missed",
                "2026-12-31T23:00:00Z missed",
            ])
        try tick(at: Night.two(2) + 1)
        #expect(try crontab.results(of: "nightly").first == "2027-01-02T02:00:00Z started succeeded")
        #expect(try crontab.results(of: "nightly").count { $0.contains("started") } == 2)
    }

    @Test func `A pipeline that is gone, or takes other parameters, is a failure that is told`() throws {
        try add("--cron", "0 2 * * *")
        try place.changeRegistry("UPDATE schedule SET pipeline = 'wordz'")
        let gone = try crontab.schedule("tick", "nightly", at: Night.two() + 1)
        #expect(gone.code == 2)
        #expect(try log().hasSuffix("error: there is no pipeline 'wordz'; did you mean 'words'?\n"))
        #expect(
            try crontab.schedule("list", at: Night.two() + 2).output.contains(
                "  last  2027-01-01 02:00:00 Z failed: there is no pipeline 'wordz'; did you mean 'words'?\n"))
        try tick(at: Night.two() + 61)
        try place.changeRegistry("UPDATE schedule SET pipeline = 'words', arguments = '[\"--set\",\"epoch=3\"]'")
        #expect(try crontab.schedule("tick", "nightly", at: Night.two(2) + 1).code == 2)
        #expect(try log().hasSuffix("error: 'words' has no parameter 'epoch'; did you mean 'epochs'?\n"))
        #expect(
            try crontab.results(of: "nightly") == ["2027-01-02T02:00:00Z failed", "2027-01-01T02:00:00Z failed"])
    }

    @Test func `A run that fails is the run's result, and the schedule goes on`() throws {
        try add("--cron", "0 2 * * *", "--set", "max_error=1")
        let night = try crontab.schedule("tick", "nightly", at: Night.two() + 1)
        #expect(night.code == 1)
        #expect(night.output + night.complaints == "")
        #expect(try log().contains("\nfailed in TIME\n"))
        #expect(try crontab.schedule("tick", "nightly", at: Night.two(2) + 1).code == 1)
        #expect(
            try crontab.results(of: "nightly") == [
                "2027-01-02T02:00:00Z started failed", "2027-01-01T02:00:00Z started failed",
            ])
    }

    @Test func `The log is begun anew where it is full, and three older ones are kept`() throws {
        try add("--cron", "* * * * *", "--if-changed")
        let folder = "project/artifacts/schedules/nightly.log"
        for number in 1...4 {
            try place.write("\(number)\n" + String(repeating: "x", count: 1_000_000), to: folder)
            try tick(at: Night.evening + 60 * Double(number) + 1)
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/artifacts/schedules")
        #expect(
            files.sorted() == [
                "nightly.log", "nightly.log.1", "nightly.log.2", "nightly.log.3", "nightly.log.lock",
            ])
        #expect(try [1, 2, 3].map { try place.read("\(folder).\($0)").prefix(1) } == ["4", "3", "2"])
        #expect(try log().hasPrefix("DATE Z  nightly: due: words"))
    }
}
