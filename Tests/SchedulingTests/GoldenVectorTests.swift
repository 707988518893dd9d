import Scheduling
import Testing

/// All vectors were computed by a second implementation, which asks Python's `zoneinfo` minute by minute.
@Suite struct GoldenVectorTests {
    @Test(arguments: [
        // In Berlin 02:00 to 03:00 is left out on 29 March 2026, at 01:00 UTC.
        Vector(
            "Europe/Berlin", "0 2 * * *", after: "2026-03-27 12:00",
            [
                "2026-03-28 01:00", "2026-03-29 01:00", "2026-03-30 00:00",
            ]),
        Vector("Europe/Berlin", "30 2 * * *", after: "2026-03-28 12:00", ["2026-03-29 01:00", "2026-03-30 00:30"]),
        Vector("Europe/Berlin", "59 2 29 3 *", after: "2026-03-01 00:00", ["2026-03-29 01:00", "2027-03-29 00:59"]),
        Vector("Europe/Berlin", "0 3 * * *", after: "2026-03-28 12:00", ["2026-03-29 01:00", "2026-03-30 01:00"]),
        Vector("Europe/Berlin", "30 1 * * *", after: "2026-03-28 12:00", ["2026-03-29 00:30", "2026-03-29 23:30"]),
        Vector(
            "America/New_York", "15 2 * * *", after: "2026-03-07 00:00",
            [
                "2026-03-07 07:15", "2026-03-08 07:00", "2026-03-09 06:15",
            ]),
        // In Egypt midnight itself is left out.
        Vector(
            "Africa/Cairo", "0 0 * * *", after: "2026-04-22 23:00",
            [
                "2026-04-23 22:00", "2026-04-24 21:00", "2026-04-25 21:00",
            ]),
        // Nepal went ahead by a quarter of an hour, in 1986.
        Vector("Asia/Kathmandu", "10 0 * * *", after: "1985-12-30 20:00", ["1985-12-31 18:30", "1986-01-01 18:25"]),
        // Troll in Antarctica leaves out two hours.
        Vector("Antarctica/Troll", "30 2 * * *", after: "2026-03-28 12:00", ["2026-03-29 01:00", "2026-03-30 00:30"]),
    ])
    func `A fixed time that is left out comes right after the gap`(vector: Vector) throws { try check(vector) }

    @Test(arguments: [
        Vector(
            "Europe/Berlin", "0,30 2 * * *", after: "2026-03-28 12:00",
            [
                "2026-03-29 01:00", "2026-03-30 00:00", "2026-03-30 00:30",
            ]),
        Vector(
            "Europe/Berlin", "0 2,3 * * *", after: "2026-03-28 12:00",
            [
                "2026-03-29 01:00", "2026-03-30 00:00", "2026-03-30 01:00",
            ]),
        Vector(
            "Europe/Berlin", "0-59 2 * * *", after: "2026-03-29 00:30",
            [
                "2026-03-29 01:00", "2026-03-30 00:00", "2026-03-30 00:01",
            ]),
    ])
    func `Several fixed times in one gap come as one`(vector: Vector) throws { try check(vector) }

    @Test(arguments: [
        // In Berlin 02:00 to 03:00 comes twice on 25 October 2026, from 00:00 and from 01:00 UTC.
        Vector(
            "Europe/Berlin", "30 2 * * *", after: "2026-10-23 12:00",
            [
                "2026-10-24 00:30", "2026-10-25 00:30", "2026-10-26 01:30",
            ]),
        Vector("Europe/Berlin", "0 2 * * *", after: "2026-10-24 12:00", ["2026-10-25 00:00", "2026-10-26 01:00"]),
        Vector("Europe/Berlin", "0 3 * * *", after: "2026-10-24 12:00", ["2026-10-25 02:00", "2026-10-26 02:00"]),
        Vector("Europe/Berlin", "30 2 * * *", after: "2026-10-25 01:15", ["2026-10-26 01:30"]),
        Vector("America/New_York", "30 1 * * *", after: "2026-10-31 12:00", ["2026-11-01 05:30", "2026-11-02 06:30"]),
        Vector(
            "Antarctica/Troll", "30 1,2 * * *", after: "2026-10-24 12:00",
            [
                "2026-10-24 23:30", "2026-10-25 00:30", "2026-10-26 01:30",
            ]),
    ])
    func `A fixed time that comes twice counts the first time`(vector: Vector) throws { try check(vector) }

    @Test(arguments: [
        Vector(
            "Europe/Berlin", "*/30 2 * * *", after: "2026-03-28 01:15",
            [
                "2026-03-28 01:30", "2026-03-30 00:00", "2026-03-30 00:30",
            ]),
        Vector("Europe/Berlin", "30 * * * *", after: "2026-03-29 00:00", ["2026-03-29 00:30", "2026-03-29 01:30"]),
        Vector("Europe/Berlin", "0 */2 * * *", after: "2026-03-28 23:00", ["2026-03-29 02:00", "2026-03-29 04:00"]),
        Vector(
            "Europe/Berlin", "*/30 2 * * *", after: "2026-10-24 12:00",
            [
                "2026-10-25 00:00", "2026-10-25 00:30", "2026-10-25 01:00", "2026-10-25 01:30", "2026-10-26 01:00",
            ]),
        Vector(
            "Europe/Berlin", "@hourly", after: "2026-10-24 23:00",
            [
                "2026-10-25 00:00", "2026-10-25 01:00", "2026-10-25 02:00",
            ]),
        Vector(
            "America/New_York", "45 * * * *", after: "2026-11-01 05:00",
            [
                "2026-11-01 05:45", "2026-11-01 06:45", "2026-11-01 07:45",
            ]),
    ])
    func `An expression with a star follows the time that passes`(vector: Vector) throws { try check(vector) }

    @Test(arguments: [
        // 02:00 to 02:30 is left out on 4 October, 01:30 to 02:00 comes twice on 5 April.
        Vector(
            "Australia/Lord_Howe", "15 2 * * *", after: "2026-10-02 20:00",
            [
                "2026-10-03 15:30", "2026-10-04 15:15", "2026-10-05 15:15",
            ]),
        Vector(
            "Australia/Lord_Howe", "45 2 * * *", after: "2026-10-02 20:00", ["2026-10-03 15:45", "2026-10-04 15:45"]),
        Vector(
            "Australia/Lord_Howe", "45 1 * * *", after: "2026-04-03 20:00", ["2026-04-04 14:45", "2026-04-05 15:15"]),
        Vector(
            "Australia/Lord_Howe", "*/15 1 * * *", after: "2026-04-04 14:20",
            [
                "2026-04-04 14:30", "2026-04-04 14:45", "2026-04-04 15:00", "2026-04-04 15:15", "2026-04-05 14:30",
            ]),
    ])
    func `A change of half an hour is a change like any other`(vector: Vector) throws { try check(vector) }

    @Test(arguments: [
        Vector(
            "Pacific/Apia", "0 2 * * *", after: "2011-12-28 00:00",
            [
                "2011-12-28 12:00", "2011-12-29 12:00", "2011-12-30 12:00", "2011-12-31 12:00",
            ]),
        Vector("Pacific/Apia", "0 2 30 12 *", after: "2011-12-01 00:00", ["2012-12-29 12:00"]),
        Vector(
            "Pacific/Apia", "0 */12 * * *", after: "2011-12-29 21:00",
            [
                "2011-12-29 22:00", "2011-12-30 10:00", "2011-12-30 22:00",
            ]),
    ])
    func `Samoa had no 30 December 2011, so nothing was due on it`(vector: Vector) throws { try check(vector) }

    @Test(arguments: [
        Vector("UTC", "0 0 29 2 *", after: "2024-03-01 00:00", ["2028-02-29 00:00", "2032-02-29 00:00"]),
        Vector("UTC", "0 0 29 2 *", after: "2092-03-01 00:00", ["2096-02-29 00:00", "2104-02-29 00:00"]),
        Vector("UTC", "0 0 29 FEB *", after: "1999-01-01 00:00", ["2000-02-29 00:00", "2004-02-29 00:00"]),
        Vector(
            "UTC", "0 0 29 2 */7", after: "2060-01-01 00:00",
            [
                "2060-02-29 00:00", "2088-02-29 00:00", "2128-02-29 00:00",
            ]),
        Vector("UTC", "0 0 28-29 2 *", after: "2099-12-31 00:00", ["2100-02-28 00:00", "2101-02-28 00:00"]),
        Vector("UTC", "0 0 31 * *", after: "2026-01-31 00:00", ["2026-03-31 00:00", "2026-05-31 00:00"]),
    ])
    func `A day that only some months or years have waits for them`(vector: Vector) throws { try check(vector) }

    @Test(arguments: [
        Vector(
            "UTC", "0 0 13 * FRI", after: "2026-02-10 00:00",
            [
                "2026-02-13 00:00", "2026-02-20 00:00", "2026-02-27 00:00", "2026-03-06 00:00", "2026-03-13 00:00",
            ]),
        Vector(
            "UTC", "0 0 1,15 * 1", after: "2026-04-01 00:00",
            [
                "2026-04-06 00:00", "2026-04-13 00:00", "2026-04-15 00:00", "2026-04-20 00:00",
            ]),
        Vector("UTC", "0 0 * * MON", after: "2026-04-01 00:00", ["2026-04-06 00:00", "2026-04-13 00:00"]),
        Vector("UTC", "0 0 1 * *", after: "2026-04-01 00:00", ["2026-05-01 00:00", "2026-06-01 00:00"]),
        Vector("UTC", "0 0 31 2 MON", after: "2026-01-01 00:00", ["2026-02-02 00:00", "2026-02-09 00:00"]),
    ])
    func `One of day of month and day of week is enough where both are restricted`(vector: Vector) throws {
        try check(vector)
    }

    @Test(arguments: [
        Vector(
            "UTC", "0 0 */2 * MON", after: "2026-04-01 00:00",
            [
                "2026-04-13 00:00", "2026-04-27 00:00", "2026-05-11 00:00",
            ]),
        Vector("UTC", "0 0 13 * */5", after: "2026-01-01 00:00", ["2026-02-13 00:00", "2026-03-13 00:00"]),
    ])
    func `Both are needed where one begins with a star, even with a step`(vector: Vector) throws { try check(vector) }

    @Test(arguments: [
        Vector(
            "UTC", "7-59/20 9-17/4 * * *", after: "2026-05-01 00:00",
            [
                "2026-05-01 09:07", "2026-05-01 09:27", "2026-05-01 09:47", "2026-05-01 13:07",
            ]),
        Vector(
            "UTC", "5,10-12,30-40/5 0 * * *", after: "2026-05-01 00:00",
            [
                "2026-05-01 00:05", "2026-05-01 00:10", "2026-05-01 00:11", "2026-05-01 00:12", "2026-05-01 00:30",
                "2026-05-01 00:35", "2026-05-01 00:40", "2026-05-02 00:05",
            ]),
        Vector("UTC", "0 12 1 JAN-DEC/5 *", after: "2026-01-02 00:00", ["2026-06-01 12:00", "2026-11-01 12:00"]),
        Vector(
            "UTC", "*/25 23 * * *", after: "2026-05-01 00:00",
            [
                "2026-05-01 23:00", "2026-05-01 23:25", "2026-05-01 23:50", "2026-05-02 23:00",
            ]),
        Vector("UTC", "0 6 * * MON-FRI", after: "2026-05-07 12:00", ["2026-05-08 06:00", "2026-05-11 06:00"]),
        Vector("UTC", "0 6 * * FRI-SUN/2", after: "2026-05-07 12:00", ["2026-05-08 06:00", "2026-05-10 06:00"]),
    ])
    func `Steps, ranges and lists name their values`(vector: Vector) throws { try check(vector) }

    @Test(arguments: [
        Vector("UTC", "59 23 31 12 *", after: "2026-01-01 00:00", ["2026-12-31 23:59", "2027-12-31 23:59"]),
        Vector("UTC", "* * * * *", after: "2026-12-31 23:58", ["2026-12-31 23:59", "2027-01-01 00:00"]),
        Vector("UTC", "* * * * *", after: "2026-12-31 23:58:59", ["2026-12-31 23:59"]),
        Vector("UTC", "* * * * *", after: "1969-12-31 23:58:30", ["1969-12-31 23:59", "1970-01-01 00:00"]),
        Vector("Asia/Kolkata", "0 0 1 1 *", after: "2026-06-01 00:00", ["2026-12-31 18:30"]),
        Vector("Asia/Kolkata", "0 2 * * *", after: "2026-06-01 00:00", ["2026-06-01 20:30", "2026-06-02 20:30"]),
        Vector("Pacific/Kiritimati", "@yearly", after: "2026-06-01 00:00", ["2026-12-31 10:00"]),
    ])
    func `A year ends by the local clock`(vector: Vector) throws { try check(vector) }

    @Test(arguments: [
        Vector(
            "Europe/Berlin", "30 2 * * *", after: "2060-03-26 12:00",
            [
                "2060-03-27 01:30", "2060-03-28 01:00", "2060-03-29 00:30",
            ]),
        Vector("America/New_York", "30 1 * * *", after: "2060-11-06 12:00", ["2060-11-07 05:30", "2060-11-08 06:30"]),
        Vector(
            "Australia/Lord_Howe", "15 2 * * *", after: "2060-10-01 20:00", ["2060-10-02 15:30", "2060-10-03 15:15"]),
        // In Ireland summer is the standard time, and in Greenland the clock changes on Saturday evening.
        Vector("Europe/Dublin", "30 1 * * *", after: "2060-03-27 12:00", ["2060-03-28 01:00", "2060-03-29 00:30"]),
        Vector("America/Nuuk", "30 23 * * *", after: "2060-03-26 12:00", ["2060-03-27 01:30", "2060-03-28 01:00"]),
        Vector("Asia/Gaza", "30 2 * * *", after: "2088-03-26 12:00", ["2088-03-27 00:00", "2088-03-27 23:30"]),
    ])
    func `Beyond the listed changes the rule of the zone holds`(vector: Vector) throws { try check(vector) }

    @Test func `What is no time has no next one`() throws {
        let expression = try CronExpression("* * * * *")
        for time in [Double.nan, .infinity, -.infinity, 1e300, -1e12] {
            #expect(expression.next(after: time, in: .utc) == nil)
        }
    }

    private func check(_ vector: Vector) throws {
        let (expression, zone) = (try CronExpression(vector.cron), try Zone(named: vector.zone))
        #expect(times(expression, after: utc(vector.start), count: vector.times.count, in: zone) == vector.times)
    }
}
