import Testing

@testable import Scheduling

@Suite struct ZoneFileTests {
    @Test func `A file of the first version has its changes and nothing after them`() throws {
        let zone = try zone(ZoneBytes.file(changes: [(-1000, 1), (1000, 0)], offsets: [3600, 7200]))
        #expect(zone.offset(at: -1001) == 3600)
        #expect(zone.offset(at: -1000) == 7200)
        #expect(zone.offset(at: 1000) == 3600)
        #expect(zone.offset(at: 1e10) == 3600)
    }

    @Test func `A change of the name alone divides nothing`() throws {
        let bytes = ZoneBytes.file(changes: [(0, 1), (500, 2), (1000, 0)], offsets: [0, 60, 60], rule: "<+00>0")
        #expect(try zone(bytes).segment(at: 700) == Zone.Segment(start: 0, end: 1000, offset: 60))
    }

    @Test func `The rule holds after the last change, and goes on with its offset`() throws {
        let march = Int(utc("2026-03-29 01:00"))
        let bytes = ZoneBytes.file(
            changes: [(0, 1), (1000, 0), (2000, 1)], offsets: [0, 3600], rule: "CET-1CEST,M3.5.0,M10.5.0/3")
        let zone = try zone(bytes)
        let summer = Int(utc("1970-03-29 01:00"))
        #expect(zone.segment(at: 1500) == Zone.Segment(start: 1000, end: 2000, offset: 0))
        #expect(zone.segment(at: 2000) == Zone.Segment(start: 2000, end: summer, offset: 3600))
        #expect(zone.segment(at: march).start == march)
        #expect(zone.segment(at: march).offset == 7200)
        #expect(zone.segment(before: zone.segment(at: march))?.offset == 3600)
    }

    @Test func `A rule that says something else from its start on is a change`() throws {
        let zone = try zone(ZoneBytes.file(changes: [(1000, 1)], offsets: [0, 3600], rule: "<+02>-2"))
        #expect(zone.offset(at: 999) == 0)
        #expect(zone.offset(at: 1000) == 7200)
    }

    @Test(arguments: [
        // Quito and Lima: one offset; Chatham: minutes; Nuuk: before midnight; Gaza: two days later.
        ("<-05>5", "2050-07-01 00:00", -18_000),
        ("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", "2050-01-01 00:00", 49_500),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2060-03-28 00:59:59", -7200),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2060-03-28 01:00", -3600),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2050-03-25 23:59:59", 7200),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2050-03-26 00:00", 10_800),
        // Ireland: winter is the exception. The last two: days counted without and with 29 February.
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-01-01 00:00", 0), ("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-07-01 00:00", 3600),
        ("AAA0BBB,J60,J300", "2048-03-01 01:59:59", 0), ("AAA0BBB,J60,J300", "2048-03-01 02:00", 3600),
        ("AAA0BBB,59,300", "2048-02-29 02:00", 3600), ("AAA0BBB,59,300", "2048-02-29 01:59:59", 0),
        // Summer all the year, as RFC 8536 writes it.
        ("XXX3EDT4,0/0,J365/23", "2050-01-01 04:00", -14_400), ("XXX3EDT4,0/0,J365/23", "2050-12-31 12:00", -14_400),
    ])
    func `A rule is read as POSIX and its extensions have it`(rule: String, time: String, offset: Int) throws {
        #expect(try zone(ZoneBytes.file(offsets: [0], rule: rule)).offset(at: utc(time)) == offset)
    }

    @Test(
        arguments: [
            (Array("# a table".utf8), "is no file of the time zone database"),
            ([], "is no file of the time zone database"),
            (Array(ZoneBytes.file(offsets: [0]).prefix(40)), "is no file of the time zone database"),
            (Array(ZoneBytes.file(changes: [(0, 0)], offsets: [0]).prefix(50)), "is cut short"),
            (Array(ZoneBytes.file(offsets: [0], rule: "UTC0").prefix(60)), "is cut short"),
            (ZoneBytes.file(offsets: [0], rule: "UTC0").dropLast(), "ends without the rule for later times"),
            (
                ZoneBytes.file(offsets: [0], rule: "CET-1CEST,M3.5"),
                "ends with a rule that has no meaning: CET-1CEST,M3.5"
            ),
            (ZoneBytes.file(offsets: [0], rule: "CET-168"), "ends with a rule that has no meaning: CET-168"),
            (
                ZoneBytes.file(offsets: [0], rule: "C-1,M3.5.0,M13.5.0"),
                "ends with a rule that has no meaning: C-1,M3.5.0,M13.5.0"
            ),
            (ZoneBytes.file(offsets: []), "has no offset"),
            (ZoneBytes.file(changes: [(5, 0), (5, 0)], offsets: [0]), "has changes out of order"),
            (ZoneBytes.file(changes: [(5, 1)], offsets: [0]), "has changes out of order"),
            (
                ZoneBytes.file(changes: [(.max, 0)], offsets: [0], rule: "UTC0"),
                "has a change after the end of all calendars"
            ),
            (
                ZoneBytes.file(offsets: [0], leapSeconds: 1), "counts leap seconds, which the machine's clock does not"
            ),
        ] as [([UInt8], String)])
    func `A damaged file is told with what is wrong`(bytes: [UInt8], reason: String) throws {
        let folder = TemporaryFolder()
        folder.write(bytes, to: "Europe/Damaged")
        let error = #expect(throws: ZoneError.self) { try Zone(named: "Europe/Damaged", in: folder.path) }
        #expect(
            error?.description
                == "the time zone 'Europe/Damaged' cannot be read: '\(folder.path)/Europe/Damaged' \(reason)")
    }

    private func zone(_ bytes: [UInt8]) throws -> Zone {
        let folder = TemporaryFolder()
        folder.write(bytes, to: "Zone")
        return try Zone(named: "Zone", in: folder.path)
    }
}
