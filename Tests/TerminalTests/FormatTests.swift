import Terminal
import Testing

@Suite struct FormatTests {
    @Test(arguments: [
        (0, "0 ms"), (1, "0.00 ms"), (450, "0.45 ms"), (1000, "1 ms"), (45_000, "45 ms"), (999_400, "999 ms"),
        (999_600, "1.00 s"), (2_310_000, "2.31 s"), (9_994_000, "9.99 s"), (9_996_000, "10.0 s"),
        (59_940_000, "59.9 s"),
        (59_960_000, "1 min 00 s"), (65_000_000, "1 min 05 s"), (3_599_600_000, "1 h 00 min"),
        (7_500_000_000, "2 h 05 min"),
        (86_399_000_000, "1 d 00 h"), (273_600_000_000, "3 d 04 h"), (-65_000_000, "-1 min 05 s"),
    ])
    func `A duration has its two largest units`(microseconds: Int, text: String) {
        #expect(Format.duration(.microseconds(microseconds)) == text)
    }

    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1_234_567, "1.2 MB"), (9_949_999, "9.9 MB"),
        (9_950_000, "10 MB"),
        (999_499, "999 kB"), (999_500, "1.0 MB"), (20_000_000_000, "20 GB"), (-1500, "-1.5 kB"), (.max, "9.2 EB"),
    ])
    func `Bytes are counted in powers of 1000`(bytes: Int, text: String) {
        #expect(Format.bytes(bytes) == text)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (39_000, "39,000"), (1_234_567, "1,234,567"), (-1234, "-1,234"),
        (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func `Thousands stand apart`(value: Int, text: String) {
        #expect(Format.count(value) == text)
    }

    @Test func `A noun follows its count`() {
        #expect(Format.count(1, "file") == "1 file")
        #expect(Format.count(0, "file") == "0 files")
        #expect(Format.count(2000, "entry", plural: "entries") == "2,000 entries")
    }

    @Test(arguments: [(0.0, "0.0 %"), (0.988, "98.8 %"), (1.0, "100.0 %"), (0.9999, "> 99.9 %"), (0.0001, "< 0.1 %")])
    func `A percentage claims no more than is true`(fraction: Double, text: String) {
        #expect(Format.percent(fraction) == text)
    }

    @Test(arguments: [
        (0.0, 2, "0.00"), (3.14159, 2, "3.14"), (-0.004, 2, "0.00"), (-1.5, 0, "-2"), (0.05, 3, "0.050"),
        (1e300, 2, "1e+300"), (.infinity, 1, "inf"), (-.infinity, 1, "-inf"), (.nan, 1, "nan"), (12.34, 1, "12.3"),
    ])
    func `A number has a fixed number of places`(value: Double, places: Int, text: String) {
        #expect(Format.decimal(value, places: places) == text)
    }

    @Test(arguments: [
        (1000.0, "just now"), (996, "just now"), (1004, "just now"), (955, "just now"),
        (1045, "in 45 s"), (700, "5 min ago"),
        (1300, "in 5 min"),
        (-9800, "3 h ago"), (-85_401, "1 day ago"), (-171_800, "2 days ago"), (260_200, "in 3 days"),
    ])
    func `A time is seen from another`(time: Double, text: String) {
        #expect(Format.relative(time, now: 1000) == text)
    }

    @Test(arguments: [
        (0.0, 0, "1970-01-01 00:00:00"), (1_795_248_190, 0, "2026-11-21 08:03:10"),
        (1_795_248_190.999, 0, "2026-11-21 08:03:10"), (1_795_248_190, 3600, "2026-11-21 09:03:10"),
        (1_795_248_190, -36_000, "2026-11-20 22:03:10"), (951_782_400, 0, "2000-02-29 00:00:00"),
        (4_107_542_399, 0, "2100-02-28 23:59:59"), (4_107_542_400, 0, "2100-03-01 00:00:00"),
        (-1, 0, "1969-12-31 23:59:59"), (-62_135_596_800, 0, "0001-01-01 00:00:00"),
    ])
    func `A date is shown in a fixed zone`(time: Double, offset: Int, text: String) {
        #expect(Format.date(time, in: FixedTimeZone(offset: offset)) == text)
    }

    @Test func `A timestamp names its zone`() {
        #expect(Format.timestamp(1_795_248_190) == "2026-11-21T08:03:10Z")
        #expect(Format.timestamp(1_795_248_190, in: FixedTimeZone(offset: 7200)) == "2026-11-21T10:03:10+02:00")
        #expect(Format.timestamp(1_795_248_190, in: FixedTimeZone(offset: -12_600)) == "2026-11-21T04:33:10-03:30")
    }
}
