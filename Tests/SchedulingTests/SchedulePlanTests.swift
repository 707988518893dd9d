import Scheduling
import Testing

@Suite struct SchedulePlanTests {
    private let berlin: Zone

    init() throws { berlin = try Zone(named: "Europe/Berlin") }

    private func schedule(
        _ cron: String = "0 2 * * *", since: String, overlap: OverlapPolicy = .skip, missed: MissedPolicy = .once,
        jitter: Double = 0, isPaused: Bool = false
    ) throws -> Schedule {
        Schedule(
            name: "nightly", pipeline: "road_sign", cron: try CronExpression(cron), zone: "UTC", overlap: overlap,
            missed: missed, jitter: jitter, isPaused: isPaused, created: utc("2026-01-01 00:00"), since: utc(since))
    }

    // MARK: One time after the other

    @Test func `Before its time nothing is due`() throws {
        let plan = try schedule(since: "2026-05-01 02:00").plan(
            in: .utc, now: utc("2026-05-02 01:59:59"), isRunning: false)
        #expect(plan == DuePlan())
        #expect(plan.settledThrough == nil)
    }

    @Test(arguments: ["2026-05-02 02:00", "2026-05-02 02:00:59", "2026-05-02 02:02"])
    func `At its time, and for two minutes, it starts`(now: String) throws {
        for missed in MissedPolicy.allCases {
            let schedule = try schedule(since: "2026-05-01 02:00", missed: missed)
            let plan = schedule.plan(in: .utc, now: utc(now), isRunning: false)
            #expect(described(plan) == "start 2026-05-02 02:00")
        }
    }

    @Test func `What is carried out is not decided again`() throws {
        var schedule = try schedule(since: "2026-05-01 02:00")
        let now = utc("2026-05-02 02:00:01")
        let plan = schedule.plan(in: .utc, now: now, isRunning: false)
        schedule.since = try #require(plan.settledThrough)
        #expect(schedule.since == utc("2026-05-02 02:00"))
        #expect(schedule.plan(in: .utc, now: now, isRunning: false) == DuePlan())
        #expect(schedule.plan(in: .utc, now: now, isRunning: true) == DuePlan())
    }

    @Test func `A paused schedule does nothing`() throws {
        let schedule = try schedule(since: "2026-05-01 02:00", isPaused: true)
        #expect(schedule.plan(in: .utc, now: utc("2026-06-01 02:00"), isRunning: false) == DuePlan())
    }

    @Test func `The times are those of the zone, over a clock change too`() throws {
        var schedule = try schedule("30 2 * * *", since: "2026-03-27 12:00", missed: .all)
        var started: [String] = []
        var now = utc("2026-03-27 12:00")
        while now < utc("2026-03-31 12:00") {
            let plan = schedule.plan(in: berlin, now: now, isRunning: false)
            if let start = plan.start {
                started.append(text(start))
                #expect(start == now)
            }
            schedule.since = plan.settledThrough ?? schedule.since
            now += 60
        }
        #expect(started == ["2026-03-28 01:30", "2026-03-29 01:00", "2026-03-30 00:30", "2026-03-31 00:30"])
    }

    @Test func `Looking every minute over an overlap starts a fixed time once and an hourly one each hour`() throws {
        for (cron, count) in [("30 2 * * *", 1), ("30 * * * *", 25), ("*/30 2 * * *", 4)] {
            var schedule = try schedule(cron, since: "2026-10-24 22:00")
            var started = 0
            var now = schedule.since
            while now < utc("2026-10-25 23:00") {
                now += 60
                let plan = schedule.plan(in: berlin, now: now, isRunning: false)
                if plan.start != nil { started += 1 }
                schedule.since = plan.settledThrough ?? schedule.since
            }
            #expect(started == count, "\(cron)")
        }
    }

    // MARK: Clocks that jump

    @Test func `A clock that was set back starts nothing twice, and goes on where it had been`() throws {
        var schedule = try schedule("0 * * * *", since: "2026-05-02 09:30")
        var started: [String] = []
        // 10:00 is done at 10:00, then the clock is set back by an hour and reaches 10:00 again.
        for now in ["10:00", "10:01", "09:01", "09:59", "10:00", "10:01", "10:59", "11:00", "11:01"] {
            let plan = schedule.plan(in: .utc, now: utc("2026-05-02 \(now)"), isRunning: false)
            if let start = plan.start { started.append(text(start)) }
            #expect(plan.settled.isEmpty && !plan.waits)
            schedule.since = plan.settledThrough ?? schedule.since
        }
        #expect(started == ["2026-05-02 10:00", "2026-05-02 11:00"])
    }

    @Test func `A clock that was set forward a day leaves missed times`() throws {
        var schedule = try schedule("0 */8 * * *", since: "2026-05-02 08:00")
        let plan = schedule.plan(in: .utc, now: utc("2026-05-03 12:00"), isRunning: false)
        #expect(
            described(plan) == """
                missed 2026-05-02 16:00: nobody looked in time; coalesced with 2026-05-03 08:00
                missed 2026-05-03 00:00: nobody looked in time; coalesced with 2026-05-03 08:00
                start 2026-05-03 08:00
                """)
        // And set right again: nothing comes until the clock has passed what is settled.
        schedule.since = try #require(plan.settledThrough)
        #expect(schedule.plan(in: .utc, now: utc("2026-05-02 16:00"), isRunning: false) == DuePlan())
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-03 16:00"), isRunning: false))
                == "start 2026-05-03 16:00")
    }

    // MARK: A machine that slept

    @Test func `Of missed times the newest starts one run for all`() throws {
        let schedule = try schedule(since: "2026-05-01 02:00", missed: .once)
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-04 09:00"), isRunning: false)) == """
                missed 2026-05-02 02:00: nobody looked in time; coalesced with 2026-05-04 02:00
                missed 2026-05-03 02:00: nobody looked in time; coalesced with 2026-05-04 02:00
                start 2026-05-04 02:00
                """)
    }

    @Test func `A single missed time starts its run late`() throws {
        let schedule = try schedule(since: "2026-05-01 02:00", missed: .once)
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-02 09:00"), isRunning: false))
                == "start 2026-05-02 02:00")
    }

    @Test func `A time that has just come takes the missed ones along`() throws {
        let schedule = try schedule(since: "2026-05-01 02:00", missed: .once)
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-03 02:01"), isRunning: false)) == """
                missed 2026-05-02 02:00: nobody looked in time; coalesced with 2026-05-03 02:00
                start 2026-05-03 02:00
                """)
    }

    @Test func `Missed times can be left out`() throws {
        let schedule = try schedule(since: "2026-05-01 02:00", missed: .skip)
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-03 02:02:01"), isRunning: false)) == """
                missed 2026-05-02 02:00: nobody looked until 2026-05-03 02:02
                missed 2026-05-03 02:00: nobody looked until 2026-05-03 02:02
                """)
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-03 02:02"), isRunning: false)) == """
                missed 2026-05-02 02:00: nobody looked until 2026-05-03 02:02
                start 2026-05-03 02:00
                """)
    }

    @Test func `Missed times can all be made up for, one after the other`() throws {
        var schedule = try schedule(since: "2026-05-01 02:00", missed: .all)
        let now = utc("2026-05-04 09:00")
        var lines: [String] = []
        for isRunning in [false, true, false, true, false, false] {
            let plan = schedule.plan(in: .utc, now: now, isRunning: isRunning)
            lines.append(described(plan))
            schedule.since = plan.settledThrough ?? schedule.since
        }
        #expect(
            lines == [
                "start 2026-05-02 02:00\nwait", "wait", "start 2026-05-03 02:00\nwait", "wait",
                "start 2026-05-04 02:00", "",
            ])
    }

    @Test(arguments: OverlapPolicy.allCases)
    func `What is made up for neither replaces a run nor is dropped for one`(overlap: OverlapPolicy) throws {
        let schedule = try schedule(since: "2026-05-01 02:00", overlap: overlap, missed: .all)
        #expect(described(schedule.plan(in: .utc, now: utc("2026-05-04 02:00"), isRunning: true)) == "wait")
    }

    @Test func `Two times within the grace both start`() throws {
        var schedule = try schedule("* * * * *", since: "2026-05-02 02:00")
        let now = utc("2026-05-02 02:02:30")
        let first = schedule.plan(in: .utc, now: now, isRunning: false)
        #expect(described(first) == "start 2026-05-02 02:01\nwait")
        schedule.since = try #require(first.settledThrough)
        #expect(described(schedule.plan(in: .utc, now: now, isRunning: false)) == "start 2026-05-02 02:02")
    }

    @Test func `A year of missed minutes is one record`() throws {
        let year = (since: "2025-05-02 02:00", now: utc("2026-05-02 02:00:30"))
        let last = "as were all times from 2025-05-02 02:01 on"
        #expect(
            described(try schedule("* * * * *", since: year.since).plan(in: .utc, now: year.now, isRunning: false))
                == """
                missed 2026-05-02 01:59: nobody looked in time; coalesced with 2026-05-02 02:00, \(last)
                start 2026-05-02 02:00
                """)
        #expect(
            described(
                try schedule("* * * * *", since: year.since, missed: .skip).plan(
                    in: .utc, now: year.now, isRunning: false)
            ) == """
                missed 2026-05-02 01:58: nobody looked until 2026-05-02 02:00, \(last)
                start 2026-05-02 01:59
                wait
                """)
        #expect(
            described(
                try schedule("* * * * *", since: year.since, missed: .all).plan(
                    in: .utc, now: year.now, isRunning: false)
            ) == "start 2025-05-02 02:01\nwait")
    }

    @Test func `A hundred missed times are told one by one`() throws {
        let schedule = try schedule("30 * * * *", since: "2026-05-02 01:45", missed: .skip)
        for (last, count) in [("2026-05-06 05:30", 100), ("2026-05-06 06:30", 1)] {
            let plan = schedule.plan(in: .utc, now: utc(last) + 600, isRunning: false)
            #expect(plan.settled.count == count)
            #expect(plan.settledThrough == utc(last))
        }
    }

    // MARK: A run that is still going

    @Test func `A time in a run can be let go`() throws {
        let schedule = try schedule("0 * * * *", since: "2026-05-02 02:00", overlap: .skip)
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-02 03:00"), isRunning: true))
                == "overlapped 2026-05-02 03:00: the run before it was still going")
    }

    @Test func `A time in a run can wait for its end, also longer than the grace`() throws {
        for missed in MissedPolicy.allCases {
            let schedule = try schedule("0 * * * *", since: "2026-05-02 02:00", overlap: .queue, missed: missed)
            for now in ["2026-05-02 03:00", "2026-05-02 03:40"] {
                #expect(described(schedule.plan(in: .utc, now: utc(now), isRunning: true)) == "wait")
            }
            let busy = utc("2026-05-02 02:00:01")...utc("2026-05-02 03:40:30")
            let after = schedule.plan(in: .utc, now: utc("2026-05-02 03:41"), isRunning: false, busy: busy)
            #expect(described(after) == "start 2026-05-02 03:00")
        }
    }

    @Test func `Of the times that wait only the newest is kept`() throws {
        let schedule = try schedule("0 * * * *", since: "2026-05-02 02:00", overlap: .queue, missed: .skip)
        let busy = utc("2026-05-02 02:00:01")...utc("2026-05-02 05:10")
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-02 05:00"), isRunning: true)) == """
                overlapped 2026-05-02 03:00: gave way to 2026-05-02 05:00, which waits
                overlapped 2026-05-02 04:00: gave way to 2026-05-02 05:00, which waits
                wait
                """)
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-02 05:11"), isRunning: false, busy: busy)) == """
                overlapped 2026-05-02 03:00: gave way to 2026-05-02 05:00, which waited as well
                overlapped 2026-05-02 04:00: gave way to 2026-05-02 05:00, which waited as well
                start 2026-05-02 05:00
                """)
    }

    @Test func `With all missed times made up for, all that wait are kept`() throws {
        let schedule = try schedule("0 * * * *", since: "2026-05-02 02:00", overlap: .queue, missed: .all)
        #expect(described(schedule.plan(in: .utc, now: utc("2026-05-02 05:00"), isRunning: true)) == "wait")
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-02 05:11"), isRunning: false))
                == "start 2026-05-02 03:00\nwait")
    }

    @Test func `What was missed before the run began did not wait for it`() throws {
        // Asleep until 09:30, when somebody started a run by hand.
        let schedule = try schedule("0 * * * *", since: "2026-05-02 07:00", overlap: .queue, missed: .skip)
        let plan = schedule.plan(
            in: .utc, now: utc("2026-05-02 10:30"), isRunning: true,
            busy: utc("2026-05-02 09:30")...utc("2026-05-02 10:30"))
        #expect(
            described(plan) == """
                missed 2026-05-02 08:00: nobody looked until 2026-05-02 10:30
                missed 2026-05-02 09:00: nobody looked until 2026-05-02 10:30
                wait
                """)
    }

    @Test func `A run that ended long ago holds nothing up`() throws {
        let schedule = try schedule("0 * * * *", since: "2026-05-02 02:00", overlap: .queue, missed: .skip)
        let busy = utc("2026-05-02 02:00:01")...utc("2026-05-02 03:10")
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-02 09:30"), isRunning: false, busy: busy)).split(
                separator: "\n"
            )
            .allSatisfy { $0.hasPrefix("missed") })
    }

    @Test func `A time in a run can replace it`() throws {
        let schedule = try schedule("* * * * *", since: "2026-05-02 02:00", overlap: .replace)
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-02 02:02:10"), isRunning: true)) == """
                overlapped 2026-05-02 02:01: gave way to 2026-05-02 02:02
                replace 2026-05-02 02:02
                """)
        #expect(
            described(schedule.plan(in: .utc, now: utc("2026-05-02 02:01"), isRunning: false))
                == "start 2026-05-02 02:01")
    }

    @Test(arguments: [
        (OverlapPolicy.skip, "overlapped 2026-05-03 02:00: the run before it was still going"),
        (.queue, "wait"), (.replace, "replace 2026-05-03 02:00"),
    ])
    func `Missed times are one time, which a run that is going meets by policy`(overlap: OverlapPolicy, last: String)
        throws
    {
        let schedule = try schedule(since: "2026-05-01 02:00", overlap: overlap, missed: .once)
        let now = utc("2026-05-03 09:00")
        let plan = schedule.plan(in: .utc, now: now, isRunning: true, busy: utc("2026-05-03 08:50")...now)
        #expect(
            described(plan) == """
                missed 2026-05-02 02:00: nobody looked in time; coalesced with 2026-05-03 02:00
                \(last)
                """)
    }

    @Test(arguments: OverlapPolicy.allCases)
    func `Missed times that are left out replace nothing`(overlap: OverlapPolicy) throws {
        let schedule = try schedule(since: "2026-05-01 02:00", overlap: overlap, missed: .skip)
        let now = utc("2026-05-02 09:00")
        #expect(
            described(schedule.plan(in: .utc, now: now, isRunning: true, busy: utc("2026-05-02 08:50")...now))
                == "missed 2026-05-02 02:00: nobody looked until 2026-05-02 09:00")
    }

    // MARK: Delays

    @Test func `The delay is the same for whoever asks`() throws {
        let schedule = try schedule(since: "2026-05-01 02:00", jitter: 600)
        #expect(schedule.delay(for: utc("2026-05-02 02:00")) == 440)
        #expect(schedule.delay(for: utc("2026-05-03 02:00")) == 514)
        var other = schedule
        other.name = "weekly"
        #expect(other.delay(for: utc("2026-05-02 02:00")) == 563)
    }

    @Test func `Delays spread over the whole jitter and never beyond`() throws {
        let schedule = try schedule(since: "2026-05-01 02:00", jitter: 10)
        let delays = (0..<1000).map { schedule.delay(for: Double($0) * 86_400) }
        #expect(Set(delays) == Set((0...10).map(Double.init)))
        #expect(try self.schedule(since: "2026-05-01 02:00").delay(for: 0) == 0)
    }

    @Test func `A time waits until its delay has passed, and its grace begins then`() throws {
        let schedule = try schedule(since: "2026-05-01 02:00", missed: .skip, jitter: 3600)
        let due = utc("2026-05-02 02:00")
        let delay = schedule.delay(for: due)
        #expect(delay > 120)
        #expect(described(schedule.plan(in: .utc, now: due + delay - 1, isRunning: false)) == "wait")
        for late in [0.0, 120] {
            #expect(
                described(schedule.plan(in: .utc, now: due + delay + late, isRunning: false))
                    == "start 2026-05-02 02:00")
        }
        #expect(schedule.plan(in: .utc, now: due + delay + 121, isRunning: false).start == nil)
    }

    @Test(arguments: MissedPolicy.allCases)
    func `A short delay does not overtake a long one, and each time comes once`(missed: MissedPolicy) throws {
        var schedule = try schedule("* * * * *", since: "2026-05-02 02:00", missed: missed, jitter: 600)
        var started: [Double] = []
        var now = schedule.since
        while now < utc("2026-05-02 04:00") {
            now += 20
            while true {
                let plan = schedule.plan(in: .utc, now: now, isRunning: false)
                #expect(plan.settled.isEmpty)
                guard let start = plan.start else { break }
                #expect(start + schedule.delay(for: start) <= now && now <= start + 620)
                started.append(start)
                schedule.since = try #require(plan.settledThrough)
            }
        }
        #expect(started == (1...started.count).map { utc("2026-05-02 02:00") + Double($0) * 60 })
        #expect(started.count >= 110)
    }

    @Test func `However seldom somebody looks, each time is settled or started once`() throws {
        var random = SplitMix(state: 5)
        for round in 0..<200 {
            var schedule = try schedule(
                ["*/7 * * * *", "0 * * * *", "30 2 * * *"][round % 3], since: "2026-10-23 00:00",
                overlap: OverlapPolicy.allCases[random.next(in: 0...2)],
                missed: MissedPolicy.allCases[random.next(in: 0...2)],
                jitter: Double(random.next(in: 0...1) * random.next(in: 0...900)))
            var decided: [Double] = []
            var now = schedule.since
            let end = utc("2026-10-26 00:00")
            while now < end {
                now += Double(random.next(in: 1...7200))
                let plan = schedule.plan(in: berlin, now: now, isRunning: random.next(in: 0...2) == 0)
                decided += plan.settled.map(\.due) + (plan.start.map { [$0] } ?? [])
                #expect(!plan.replacesRunning || plan.start != nil)
                schedule.since = plan.settledThrough ?? schedule.since
            }
            let expected = times(schedule.cron, after: utc("2026-10-23 00:00"), count: decided.count, in: berlin)
            #expect(decided.map { text($0) } == expected, "round \(round)")
        }
    }

    /// A plan, a line for each decision.
    private func described(_ plan: DuePlan) -> String {
        var lines = plan.settled.map { "\($0.outcome) \(text($0.due)): \($0.message)" }
        if let start = plan.start { lines.append("\(plan.replacesRunning ? "replace" : "start") \(text(start))") }
        if plan.waits { lines.append("wait") }
        return lines.joined(separator: "\n")
    }
}
