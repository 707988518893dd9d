import Foundation
import ProgramTesting
import Testing

/// What `doctor` says of schedules that would start nothing, or started something that failed.
struct ScheduleDoctorTests {
    let place: Workplace
    let crontab: Crontab

    init() throws {
        place = try Workplace()
        crontab = try Crontab(in: place)
    }

    private func add(_ name: String, _ words: String...) throws {
        let always = ["add", "words", "--cron", "0 2 * * *", "--timezone", "UTC", "--name", name]
        let words = always + ["--set", "journal=\(place.journal)"] + words
        let added = try crontab.start(words, at: Night.evening).outcome()
        try #require(added.code == 0, "\(added)")
    }

    /// What is found about schedules and what calls for them; whether a cron daemon runs is the machine's own matter.
    private func findings() throws -> [String] {
        let outcome = try place.run(.fixture, ["doctor"], environment: crontab.environment)
        let lines = outcome.output.plain(in: place).narrow.split(separator: "\n").map(String.init)
        return lines.filter { $0.firstMatch(of: /^[a-z]+ +(?:schedule|crontab|systemd)\b/) != nil }
    }

    @Test func `A schedule that is called for is well, and one that is paused is noted`() throws {
        #expect(try findings() == [])
        try add("nightly")
        #expect(try findings() == ["ok  schedule nightly  it is called for every minute"])
        _ = try crontab.schedule("pause", "nightly")
        #expect(
            try findings() == [
                "note  schedule nightly  it is paused; go on with: pipeline schedule resume nightly"
            ])
    }

    @Test func `A line that is missing or was changed can be put right`() throws {
        try add("nightly")
        let table = try #require(crontab.table)
        try crontab.write(table.replacing("schedule tick", with: "schedule tock"))
        #expect(
            try findings() == [
                "note  schedule nightly  its line in the crontab is not as this program would write it; renew it with: "
                    + "pipeline schedule resume nightly"
            ])
        try crontab.write("0 4 * * 1 true\n")
        #expect(
            try findings() == [
                "problem  schedule nightly  nothing calls for it: its line is missing from the crontab; put that right "
                    + "with: pipeline schedule resume nightly"
            ])
        _ = try crontab.schedule("resume", "nightly")
        #expect(try findings() == ["ok  schedule nightly  it is called for every minute"])
    }

    @Test func `A run of a schedule that failed or was not started is told until the next one succeeds`() throws {
        try add("strict", "--set", "max_error=1")
        #expect(try crontab.schedule("tick", "strict", at: Night.two(1) + 1).code == 1)
        #expect(
            try findings() == [
                "problem  schedule strict  its run of DATE Z failed; see why with: pipeline runs show RUN"
            ])
        try place.changeRegistry("UPDATE schedule SET pipeline = 'wordz'")
        #expect(try crontab.schedule("tick", "strict", at: Night.two(2) + 1).code == 2)
        #expect(
            try findings() == [
                "problem  schedule strict  no run could be started at DATE Z: there is no pipeline 'wordz'; did you mean "
                    + "'words'?; see what to start with: pipeline schedule tick strict --by-hand"
            ])
        try place.changeRegistry(
            "UPDATE schedule SET pipeline = 'words', arguments = '[\"--set\", \"journal=\(place.journal)\"]'")
        #expect(try crontab.schedule("tick", "strict", at: Night.two(3) + 1).code == 0)
        #expect(try findings() == ["ok  schedule strict  it is called for every minute"])
    }

    @Test func `A line of a schedule or a project that is gone is named with how to remove it`() throws {
        try add("nightly")
        let line = try #require(crontab.table)
        let elsewhere = line.replacing("of \(place.project)", with: "of '/srv/old signs'")
        let here = line.replacing("schedule nightly of", with: "schedule weekly of")
        let living = line.replacing("of \(place.project)", with: "of \(place.path)")
        try crontab.write(line + elsewhere + here + living)
        #expect(
            try findings() == [
                "ok  schedule nightly  it is called for every minute",
                "note  crontab  a line calls for the schedule 'nightly' of '/srv/old signs', a folder that is not there any "
                    + "more; remove the line with: crontab -e",
                "note  crontab  a line calls for the schedule 'weekly', which is not there; remove the line with: "
                    + "pipeline schedule remove weekly",
            ])
    }

    @Test func `Timers of systemd that end with the login are noted`() throws {
        try add("nightly")
        // No machine of these tests need be one that systemd runs.
        try place.changeRegistry("UPDATE schedule SET trigger = 'systemd'")
        try crontab.write("")
        let user = NSUserName()
        let lingers = FileManager.default.fileExists(atPath: "/var/lib/systemd/linger/\(user)")
        #expect(
            try findings() == [
                "problem  schedule nightly  nothing calls for it: its timer is missing; put that right with: "
                    + "pipeline schedule resume nightly"
            ]
                + (lingers
                    ? []
                    : [
                        "note  systemd  runs your timers only while you are logged in; let it run them always with: "
                            + "loginctl enable-linger"
                    ]))
    }

    @Test func `Where no cron daemon runs, active schedules of cron are a problem`() throws {
        try add("nightly")
        let doctor = try place.run(.fixture, ["doctor"], environment: crontab.environment)
        let names = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
        let runs = names.contains { name in
            ["cron\n", "crond\n"].contains((try? String(contentsOfFile: "/proc/\(name)/comm", encoding: .utf8)) ?? "")
        }
        let problem =
            "problem  cron  no cron daemon runs on this machine, so nothing starts by itself; start it with "
            + "`service cron start`\n"
        #expect(doctor.output.narrow.contains(problem) == !runs)
        #expect(doctor.code == (runs ? 0 : 1))
        _ = try crontab.schedule("pause", "nightly")
        #expect(!(try place.run(.fixture, ["doctor"], environment: crontab.environment)).output.contains("cron daemon"))
    }
}
