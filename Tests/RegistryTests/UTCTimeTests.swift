import Registry
import Testing

@Suite struct UTCTimeTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("2026-11-01", 1_793_491_200), ("2026-11-01T14:30", 1_793_543_400),
        ("2026-11-01 14:30:15", 1_793_543_415), ("2026-11-01T14:30Z", 1_793_543_400),
        ("2026-11-01T14:30+01:00", 1_793_539_800), ("2026-11-01T14:30-0330", 1_793_556_000),
        ("2028-02-29", 1_835_395_200), ("1969-12-31T23:59:59", -1),
    ])
    func `A time is read in UTC unless an offset says otherwise`(text: String, seconds: Double) throws {
        #expect(try UTCTime.parse(text) == seconds)
    }

    @Test(arguments: [
        ("2026-11-01", 86_400), ("2026-11-01T14:30", 60), ("2026-11-01 14:30+01:00", 60), ("2026-11-01T14:30:15Z", 1),
    ])
    func `A time is as long as the last part of it that is written`(text: String, seconds: Double) throws {
        let start = try UTCTime.parse(text)
        #expect(try UTCTime.moments(text) == start..<start + seconds)
    }

    @Test(arguments: [
        ("", "the year is not 4 digits"), ("yesterday", "the year is not 4 digits"),
        ("2026", "it ends where '-' should be"), ("2026-13-01", "there is no month 13"),
        ("2026-1-1", "the month is not 2 digits"), ("2026-02-29", "there is no day 29 in 2026-02"),
        ("2026-11-31", "there is no day 31 in 2026-11"), ("2026-11-01T", "the hour is not 2 digits"),
        ("2026-11-01T24:00", "there is no hour 24"), ("2026-11-01T10", "it ends where ':' should be"),
        ("2026-11-01x", "'x' should begin with 'T'"), ("2026-11-01T10:00 CET", "' CET' is too much"),
        ("2026-11-01T10:00+99:00", "there is no hour of the offset 99"),
    ])
    func `A text that is no time is refused with the part that is wrong`(text: String, reason: String) {
        let mistake = #expect(throws: UTCTime.Mistake.self) { try UTCTime.parse(text) }
        #expect(
            mistake?.description
                == "'\(text)' is no time: \(reason); write 2026-11-01, 2026-11-01T14:30 (both in UTC) "
                + "or 2026-11-01T14:30+01:00")
    }

    @Test func `A time is shown to the second that has begun`() {
        #expect(UTCTime.text(1_793_543_415.9) == "2026-11-01 14:30:15 UTC")
        #expect(UTCTime.text(0) == "1970-01-01 00:00:00 UTC")
    }
}
