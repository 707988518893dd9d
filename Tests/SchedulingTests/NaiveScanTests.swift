import Scheduling
import Testing

@Suite struct NaiveScanTests {
    @Test(arguments: [
        ("Europe/Berlin", "2026-03-27 00:00"), ("Europe/Berlin", "2026-10-23 00:00"),
        ("Europe/Berlin", "2060-03-26 00:00"), ("America/New_York", "2026-03-06 00:00"),
        ("America/New_York", "2026-10-30 00:00"), ("Australia/Lord_Howe", "2026-04-03 00:00"),
        ("Australia/Lord_Howe", "2026-10-02 00:00"), ("Antarctica/Troll", "2026-10-23 00:00"),
        ("Africa/Cairo", "2026-04-22 00:00"), ("Pacific/Apia", "2011-12-28 00:00"), ("UTC", "2028-02-27 00:00"),
        ("Asia/Kolkata", "2026-12-30 00:00"), ("America/Nuuk", "2060-10-29 00:00"),
    ])
    func `The next times are those that a look at every minute finds`(name: String, start: String) throws {
        let zone = try Zone(named: name)
        let days = Days(zone, from: utc(start), count: 4)
        var random = SplitMix(state: UInt64(days.start))
        var count = 0
        for _ in 0..<40 {
            let random = RandomExpression(&random)
            let expression = try CronExpression(random.text)
            let expected = days.times(of: random)
            var found: [Double] = []
            var time = days.start
            let end = days.start + Double(days.minutes.count) * 60
            while let next = expression.next(after: time, in: zone), next < end {
                found.append(next)
                time = next
            }
            #expect(found == expected, "\(random.text)")
            count += found.count
        }
        #expect(count > 100)
    }

    @Test func `From any second on the next time is the first of those that follow`() throws {
        let zone = try Zone(named: "Europe/Berlin")
        let days = Days(zone, from: utc("2026-10-24 00:00"), count: 2)
        var random = SplitMix(state: 26)
        for _ in 0..<60 {
            let written = RandomExpression(&random)
            let expression = try CronExpression(written.text)
            let times = days.times(of: written)
            for _ in 0..<20 {
                let moment = days.start + Double(random.next(in: 0...2 * 86_400_000)) / 1000
                guard let expected = times.first(where: { $0 > moment }) else { continue }
                #expect(expression.next(after: moment, in: zone) == expected, "\(written.text) after \(moment)")
            }
        }
    }
}
