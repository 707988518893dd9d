import Database
import Execution
import Registry
import Scheduling
import Testing

@Suite struct ScheduleTests {
    private func schedule(_ name: String = "nightly", since: Double = 1000) throws -> Schedule {
        Schedule(
            name: name, pipeline: "road_sign", arguments: ["--set", "title=a \"b\" c"],
            cron: try CronExpression("0 2 * * MON-FRI"), zone: "Europe/Berlin", ifChanged: true, overlap: .queue,
            missed: .all, jitter: 90.5, trigger: .systemd, created: 900, since: since)
    }

    private func begin(
        _ id: String, due: Double, of name: String = "nightly", process: String = "1:2:boot", byHand: Bool = false,
        in registry: Registry
    ) async throws {
        try await registry.begin(
            RunStart(
                id: RunID(id), pipeline: "road_sign", parameters: [:], command: [], time: due + 1, process: process,
                schedule: ScheduledStart(schedule: name, due: due, isByHand: byHand)))
    }

    @Test func `A schedule is read as it was written`() async throws {
        let registry = try Fixture().registry
        let schedule = try schedule()
        try await registry.add(schedule)
        #expect(try await registry.schedule("nightly") == schedule)
        #expect(try await registry.schedules() == [schedule])
    }

    @Test func `A name is there once, and an unknown one gets the closest`() async throws {
        let registry = try Fixture().registry
        #expect(
            await message { try await registry.schedule("x") }
                == "there is no schedule 'x': there are none; add one with `pipeline schedule add`")
        try await registry.add(try schedule())
        #expect(
            await message { try await registry.add(try schedule()) } == """
                there is a schedule 'nightly' already; remove it with `pipeline schedule remove nightly`, or give this \
                one another name with --name
                """)
        for change in [
            { try await registry.removeSchedule("nighty") }, { try await registry.pauseSchedule("nighty") },
            { try await registry.resumeSchedule("nighty", at: 1) },
        ] {
            #expect(await message(of: change) == "there is no schedule 'nighty'; did you mean 'nightly'?")
        }
        try await registry.removeSchedule("nightly")
        #expect(try await registry.schedules() == [])
    }

    @Test func `A run and its time are recorded together, once`() async throws {
        let fixture = try Fixture(isAlive: { $0 != "1:1:ended" })
        let registry = fixture.registry
        try await registry.add(try schedule())
        try await begin("r1", due: 2000, process: "1:1:ended", in: registry)
        #expect(try await registry.schedule("nightly").since == 2000)
        #expect(
            await message { try await begin("r2", due: 2000, in: registry) }
                == "another process has taken this time of the schedule 'nightly'")
        #expect(
            await message { try await begin("r2", due: 1500, in: registry) }
                == "another process has taken this time of the schedule 'nightly'")
        #expect(try await registry.runs().map(\.id.text) == ["r1"])
        let firings = try await registry.firings(of: "nightly")
        #expect(firings.map(\.due) == [2000])
        #expect(firings.first?.outcome == .started)
        #expect(firings.first?.run == RunID("r1"))
    }

    @Test func `Where the time can't be recorded, there is no run either`() async throws {
        let fixture = try Fixture()
        try await fixture.registry.add(try schedule())
        try fixture.change(
            """
            CREATE TRIGGER full BEFORE UPDATE ON schedule
            BEGIN SELECT RAISE(ABORT, 'no more times'); END
            """)
        let error = await #expect(throws: DatabaseError.self) { try await begin("r1", due: 2000, in: fixture.registry) }
        #expect(error?.message == "no more times")
        #expect(try await fixture.registry.runs() == [])
        #expect(try await fixture.registry.firings() == [])
        #expect(try await fixture.registry.schedule("nightly").since == 1000)
        try fixture.change("DROP TRIGGER full")
        try await begin("r1", due: 2000, in: fixture.registry)
        #expect(try await fixture.registry.firings().map(\.due) == [2000])
    }

    @Test func `A run of the schedule that goes on keeps another from beginning`() async throws {
        let registry = try Fixture(isAlive: { $0 == "1:1:alive" }).registry
        try await registry.add(try schedule())
        try await begin("r1", due: 2000, process: "1:1:alive", in: registry)
        #expect(try await registry.runningRun(of: "nightly")?.id == RunID("r1"))
        #expect(
            await message { try await begin("r2", due: 3000, in: registry) } == """
                the run r1 of the schedule 'nightly' goes on; wait for its end, or cancel it with \
                `pipeline runs cancel r1`
                """)
        try await registry.finish(RunID("r1"), .succeeded, seconds: 1, time: 2002)
        try await begin("r2", due: 3000, in: registry)
        #expect(try await registry.lastRun(of: "nightly", now: 3500) == 3001...3500)
    }

    @Test func `A run by hand leaves the times of the calendar due`() async throws {
        let registry = try Fixture().registry
        try await registry.add(try schedule(since: 5000))
        try await begin("r1", due: 4000, byHand: true, in: registry)
        #expect(try await registry.schedule("nightly").since == 5000)
        try await registry.finish(RunID("r1"), .succeeded, seconds: 1, time: 4002)
        try await begin("r2", due: 6000.5, byHand: true, in: registry)
        #expect(try await registry.schedule("nightly").since == 5000)
        #expect(try await registry.firings().map(\.due) == [6000.5, 4000])
    }

    @Test func `Times without a run are settled once, and never backwards`() async throws {
        let registry = try Fixture().registry
        try await registry.add(try schedule())
        let times = [
            SettledTime(due: 2000, outcome: .missed, message: "nobody looked"),
            SettledTime(due: 3000, outcome: .unchanged, message: ""),
        ]
        #expect(try await registry.settle(times, of: "nightly", at: 3001) == 2)
        #expect(try await registry.settle([times[0]], of: "nightly", at: 4001) == 0)
        #expect(try await registry.schedule("nightly").since == 3000)
        #expect(try await registry.firings().map(\.time) == [3001, 3001])
        #expect(try await registry.settle([times[0]], of: "gone", at: 4001) == 0)
        #expect(try await registry.firings(of: "gone") == [])
    }

    @Test func `What passed while a schedule rested is not due when it goes on`() async throws {
        let registry = try Fixture().registry
        try await registry.add(try schedule())
        try await registry.pauseSchedule("nightly")
        #expect(try await registry.schedule("nightly").isPaused)
        try await registry.resumeSchedule("nightly", at: 7000)
        #expect(try await registry.schedule("nightly").since == 7000)
        #expect(try await !registry.schedule("nightly").isPaused)
        // One that goes on already has times of its own, and a clock that was set back gives none back.
        try await registry.resumeSchedule("nightly", at: 8000)
        #expect(try await registry.schedule("nightly").since == 7000)
        try await registry.pauseSchedule("nightly")
        try await registry.resumeSchedule("nightly", at: 6000)
        #expect(try await registry.schedule("nightly").since == 7000)
    }

    @Test func `The history of a schedule outlives it, and its runs`() async throws {
        let fixture = try Fixture()
        try await fixture.registry.add(try schedule())
        try await begin("r1", due: 2000, in: fixture.registry)
        try await fixture.registry.removeSchedule("nightly")
        #expect(try await fixture.registry.firings(of: "nightly").first?.status == .running)
        try fixture.change("DELETE FROM run")
        let firing = try await fixture.registry.firings(of: "nightly").first
        #expect(firing?.run == nil)
        #expect(firing?.outcome == .started)
        #expect(try await fixture.registry.namesOfFirings() == ["nightly"])
    }
}
