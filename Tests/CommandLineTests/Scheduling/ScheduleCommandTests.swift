import Foundation
import ProgramTesting
import Testing

/// Adding, listing and changing schedules.
struct ScheduleCommandTests {
    let place: Workplace
    let crontab: Crontab

    init() throws {
        place = try Workplace()
        crontab = try Crontab(in: place)
    }

    private func add(_ words: String..., at time: Double? = Night.evening) throws -> Outcome {
        try crontab.start(["add", "words", "--cron", "0 2 * * *", "--timezone", "UTC"] + words, at: time).outcome()
    }

    private func line(_ name: String) -> String {
        "* * * * * cd \(place.project) && exec /usr/bin/env PATH=/usr/local/bin:/usr/bin:/bin "
            + "\(URL(fileURLWithPath: Program.fixture.path).resolvingSymlinksInPath().path) schedule tick \(name) "
            + "# pipeline schedule \(name) of \(place.project)\n"
    }

    @Test func `A schedule adds one line to the crontab, and removing it leaves what was there`() throws {
        let others = "# mine\nMAILTO=\"\"\n5 4 * * sun\techo \"100\\%\"  \n"
        try crontab.write(others)
        let added = try add("--name", "nightly", "--set", "epochs=20")
        #expect(
            added.output == """
                schedule nightly runs words --set epochs=20 at 0 2 * * * in UTC
                its next times are:
                  2027-01-01 02:00:00 Z
                  2027-01-02 02:00:00 Z
                  2027-01-03 02:00:00 Z
                  2027-01-04 02:00:00 Z
                  2027-01-05 02:00:00 Z

                """)
        #expect(added.code == 0)
        #expect(crontab.table == others + line("nightly"))
        let removed = try crontab.schedule("remove", "nightly")
        #expect(
            removed.output
                == "removed schedule nightly; its history is kept: pipeline schedule history nightly\n")
        #expect(crontab.table == others)
        #expect(try crontab.schedule("list", "--json").output == "[]\n")
    }

    @Test func `A user who had no crontab has none again`() throws {
        #expect(try add().code == 0)
        #expect(crontab.table == line("words"))
        #expect(try crontab.schedule("remove", "words").code == 0)
        #expect(crontab.table == nil)
    }

    @Test func `What would be written is printed, and not written`() throws {
        let printed = try add("--print")
        #expect(printed.output == line("words"))
        #expect(printed.complaints == "")
        #expect(crontab.table == nil)
        #expect(!place.exists("project/registry"))
        // Printing needs no systemd; using it does.
        let units = try add("--print", "--systemd", "--name", "nightly").output
        #expect(units.hasPrefix("# /nowhere/.config/systemd/user/pipeline-nightly-"))
        #expect(units.contains("\nOnCalendar=minutely\n"))
    }

    @Test func `A list tells when schedules come next, and whether something calls for them`() throws {
        _ = try crontab.schedule(
            "add", "words", "--cron", "30 2 * * *", "--timezone", "Europe/Berlin", "--if-changed", "--overlap", "queue",
            "--jitter", "10m", "--name", "nightly", at: 1_806_100_000)
        let list = try crontab.schedule("list", at: 1_806_100_000)
        #expect(
            list.output == """
                nightly  words
                  at    30 2 * * * in Europe/Berlin, up to 10 min 00 s later; if changed, overlap queue, missed once
                  next  2027-03-27 02:30:00 +01:00
                        2027-03-28 03:00:00 +02:00
                        2027-03-29 02:30:00 +02:00
                        2027-03-30 02:30:00 +02:00
                        2027-03-31 02:30:00 +02:00
                  cron  calls it every minute

                """)
        try crontab.write("")
        let documents = try crontab.schedule("list", "--json", at: 1_806_100_000).json() as? [[String: Any]]
        #expect(documents?.first?["installed"] as? Bool == false)
        #expect((documents?.first?["next"] as? [String])?.first == "2027-03-27T02:30:00+01:00")
        #expect(
            try crontab.schedule("list", at: 1_806_100_000).output.contains(
                "  cron  does not call it; put that right with: pipeline schedule resume nightly\n"))
        #expect(try crontab.schedule("resume", "nightly", at: 1_806_100_000).code == 0)
        #expect(crontab.table == line("nightly"))
        try crontab.write(line("nightly").replacing("/fixture", with: "/older"))
        #expect(
            try crontab.schedule("list", at: 1_806_100_000).output.contains(
                """
                  cron  calls it every minute, but not as this program would; renew that with: \
                pipeline schedule resume nightly
                """))
    }

    @Test func `Without schedules, a list says how to add one`() throws {
        #expect(
            try crontab.schedule("list").output
                == "there are no schedules yet; add one with: pipeline schedule add PIPELINE --cron '0 2 * * *'\n")
        #expect(try crontab.schedule("history").output == "no time has been due yet\n")
    }

    @Test func `A paused schedule starts nothing, and missed nothing when it goes on`() throws {
        _ = try add()
        #expect(
            try crontab.schedule("pause", "words").output
                == "schedule words is paused; a run that goes on is not ended\n")
        #expect(try crontab.schedule("tick", "words", at: Night.two()).code == 0)
        #expect(
            try crontab.schedule("list", at: Night.two()).output.contains(
                "  next  none until: pipeline schedule resume words\n"))
        let resumed = try crontab.schedule("resume", "words", at: Night.two(3) + 1)
        #expect(resumed.output == "schedule words goes on; its next time is 2027-01-04 02:00:00 Z\n")
        #expect(try crontab.schedule("tick", "words", at: Night.two(3) + 60).code == 0)
        #expect(try crontab.results(of: "words") == [])
    }

    @Test func `Schedules that are added at the same time all have their line`() throws {
        let names = ["a", "b", "c", "d"]
        let adding = try names.map {
            try crontab.start(["add", "words", "--cron", "@daily", "--timezone", "UTC", "--name", $0])
        }
        for add in adding { #expect(try add.outcome().code == 0) }
        let lines = crontab.table?.split(separator: "\n").map { "\($0)\n" }.sorted()
        #expect(lines == names.map(line))
    }

    @Test func `Two projects may have schedules of one name`() throws {
        let other = try Workplace()
        _ = try add()
        let words = ["schedule", "add", "words", "--cron", "@daily"]
        #expect(try other.run(.fixture, words, environment: crontab.environment).code == 0)
        #expect(crontab.table?.split(separator: "\n").count == 2)
        _ = try crontab.schedule("remove", "words")
        #expect(crontab.table?.hasSuffix(" of \(other.project)\n") == true)
        #expect(crontab.table?.split(separator: "\n").count == 1)
    }

    @Test func `The line works as cron gives it to a shell, wherever the project is`() throws {
        let home = "\(place.path)/it's 100%\\o"
        let environment = ["PIPELINE_HOME": home]
        // Every minute since 1970 was missed, so that one run starts at once.
        _ = try crontab.schedule("add", "words", "--cron", "* * * * *", at: 0, environment: environment)
        let line = try #require(crontab.table?.split(separator: "\n").first)
        let command = line.dropFirst("* * * * * ".count).replacing("\\%", with: "%")
        let shell = try Outcome.of(
            "/bin/sh", ["-c", String(command)], environment: ["HOME": "/", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"])
        #expect(shell.description == "status 0\n-- stdout\n-- stderr\n")
        let runs = try place.fixture("runs", "list", "--json", environment: environment).json() as? [[String: Any]]
        #expect(runs?.map { $0["status"] as? String } == ["succeeded"])
        let log = try String(contentsOfFile: "\(home)/artifacts/schedules/words.log", encoding: .utf8)
        #expect(log.contains("\nsucceeded in "))
    }

    @Test func `A path counts from the folder that the schedule is added in`() throws {
        let added = try place.run(
            .fixture, ["schedule", "add", "words", "--cron", "@daily", "--set", "texts=texts"],
            environment: crontab.environment, in: "\(place.project)/data")
        #expect(
            added.output.hasPrefix("schedule words runs words --set texts=\(place.project)/data/texts at @daily in "))
    }

    @Test func `A schedule is run by hand in the environment that cron gives`() throws {
        _ = try add("--name", "nightly", at: nil)
        // A clock of the test's own is a variable that cron does not know.
        let run = try crontab.schedule("run", "nightly", at: 12)
        #expect(run.output.hasPrefix("run "))
        #expect(run.output.contains("\nsucceeded in "))
        #expect(run.code == 0)
        #expect(!place.exists("project/artifacts/schedules"))
        let results = try crontab.results(of: "nightly")
        #expect(results.count == 1)
        #expect(results.first?.hasPrefix("20") == true)
        #expect(results.first?.hasSuffix(" started succeeded") == true)
        let document = try RunDocument(try crontab.schedule("run", "nightly", "--json"))
        #expect(Set(document.steps("cached")).contains("train"))
    }

    @Test func `Names of schedules and of time zones are completed`() throws {
        _ = try add("--name", "nightly")
        #expect(try place.fixture("__complete", "schedules", "schedule", "remove").output == "nightly\n")
        #expect(try place.fixture("__complete", "zones").output.contains("\nEurope/Berlin\n"))
    }

    @Test(arguments: [
        "schedule", "schedule add", "schedule list", "schedule history", "schedule pause", "schedule resume",
        "schedule remove", "schedule run", "schedule tick",
    ])
    func `Every command explains itself, with an example`(command: String) throws {
        let outcome = try place.run(.fixture, command.split(separator: " ").map(String.init) + ["--help"])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("\nUsage:\n  pipeline \(command) "))
        #expect(outcome.output.contains("\nExamples:\n  "))
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
