import Testing

@testable import Scheduling

@Suite struct ZoneTests {
    @Test(arguments: [
        ("Europe/Berlin", "2026-03-29 00:59:59", 3600), ("Europe/Berlin", "2026-03-29 01:00", 7200),
        ("Europe/Berlin", "1890-01-01 00:00", 3208), ("Europe/Berlin", "2400-07-01 00:00", 7200),
        ("Asia/Kolkata", "2026-01-01 00:00", 19_800), ("Australia/Lord_Howe", "2026-01-01 00:00", 39_600),
        ("Australia/Lord_Howe", "2026-07-01 00:00", 37_800), ("America/St_Johns", "2026-01-01 00:00", -12_600),
        ("Pacific/Apia", "2011-12-30 09:59:59", -36_000), ("Pacific/Apia", "2011-12-30 10:00", 50_400),
        ("Etc/GMT+5", "2026-01-01 00:00", -18_000), ("UTC", "2026-01-01 00:00", 0),
        ("EST5EDT", "2026-07-01 00:00", -14_400), ("Africa/Casablanca", "2090-07-01 00:00", 3600),
    ])
    func `An offset is what the zone's file says`(name: String, time: String, offset: Int) throws {
        #expect(try Zone(named: name).offset(at: utc(time)) == offset)
    }

    @Test func `Times that are none have an offset all the same`() throws {
        let zone = try Zone(named: "Europe/Berlin")
        #expect(zone.offset(at: -.infinity) == 3208)
        #expect([3600, 7200].contains(zone.offset(at: .infinity)))
        #expect(zone.offset(at: .nan) == 0)
    }

    @Test func `A time is written as the local clock shows it`() throws {
        let zone = try Zone(named: "Europe/Berlin")
        #expect(zone.text(of: utc("2026-03-29 00:59:59")) == "2026-03-29 01:59")
        #expect(zone.text(of: utc("2026-03-29 01:00")) == "2026-03-29 03:00")
        #expect(Zone.utc.text(of: -60) == "1969-12-31 23:59")
    }

    @Test(arguments: [
        ("Europe/Berlni", "there is no time zone 'Europe/Berlni'; did you mean 'Europe/Berlin'?"),
        ("europe/berlin", "there is no time zone 'europe/berlin'; did you mean 'Europe/Berlin'?"),
        ("America/NewYork", "there is no time zone 'America/NewYork'; did you mean 'America/New_York'?"),
        ("Middle/Earth", "there is no time zone 'Middle/Earth'; use a name such as Europe/Berlin or UTC"),
        ("Europe", "there is no time zone 'Europe'; did you mean 'Europe/Amsterdam'?"),
        ("", "there is no time zone ''; use a name such as Europe/Berlin or UTC"),
        (
            "../zoneinfo/Europe/Berlin",
            "there is no time zone '../zoneinfo/Europe/Berlin'; use a name such as Europe/Berlin or UTC"
        ),
        ("/etc/localtime", "there is no time zone '/etc/localtime'; use a name such as Europe/Berlin or UTC"),
        ("Europe/../UTC", "there is no time zone 'Europe/../UTC'; use a name such as Europe/Berlin or UTC"),
        ("Europe//Berlin", "there is no time zone 'Europe//Berlin'; did you mean 'Europe/Berlin'?"),
        ("zone.tab", "there is no time zone 'zone.tab'; use a name such as Europe/Berlin or UTC"),
    ])
    func `An unknown zone is told the closest, and no name leaves the folder`(name: String, message: String) {
        let error = #expect(throws: ZoneError.self) { try Zone(named: name) }
        #expect(error?.description == message)
        #expect(error?.name == name)
    }

    @Test func `Every zone of the machine can be read by its name`() throws {
        let names = Zone.names()
        #expect(names.count > 400)
        #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(names.contains("Europe/Berlin") && names.contains("America/Argentina/Ushuaia"))
        #expect(!names.contains { $0.hasPrefix("right/") || $0.hasPrefix("posix/") || $0.contains(".") })
        for name in names { #expect(throws: Never.self) { try Zone(named: name) } }
    }

    @Test func `Without a database there is UTC, and the message names the package`() throws {
        let folder = TemporaryFolder()
        #expect(try Zone(named: "UTC", in: "\(folder.path)/none").offset(at: 0) == 0)
        let error = #expect(throws: ZoneError.self) { try Zone(named: "Europe/Berlin", in: "\(folder.path)/none") }
        #expect(
            error?.description
                == "the time zone 'Europe/Berlin' cannot be read: there are no zones in '\(folder.path)/none'; "
                + "install the package tzdata, or use UTC")
    }
}

@Suite struct LocalZoneTests {
    private let folder = TemporaryFolder()

    init() {
        let bytes = ZoneBytes.file(offsets: [3600], rule: "CET-1")
        folder.write(bytes, to: "zoneinfo/Europe/Berlin")
        folder.write(bytes, to: "zoneinfo/Asia/Tokyo")
    }

    private func local(_ variable: String? = nil) -> String {
        Zone.local(variable: variable, etc: "\(folder.path)/etc", folder: "\(folder.path)/zoneinfo").name
    }

    @Test func `The variable TZ names the zone of the machine`() {
        for text in [
            "Asia/Tokyo", ":Asia/Tokyo", "/usr/share/zoneinfo/Asia/Tokyo", ":\(folder.path)/zoneinfo/Asia/Tokyo",
        ] {
            #expect(local(text) == "Asia/Tokyo")
        }
        #expect(local("") == "UTC")
    }

    @Test func `The link of the machine's clock names its zone, also over another link`() {
        folder.write([], to: "etc/other/place")
        folder.link("etc/localtime", to: "other/localtime")
        folder.link("etc/other/localtime", to: "../../zoneinfo/Europe/Berlin")
        #expect(local() == "Europe/Berlin")
        #expect(local("CET-1CEST,M3.5.0,M10.5.0/3") == "Europe/Berlin")
        #expect(local("Asia/Tokyo") == "Asia/Tokyo")
    }

    @Test func `The name in the file counts where the clock is no link`() {
        folder.write(Array("Asia/Tokyo\n".utf8), to: "etc/timezone")
        folder.write(ZoneBytes.file(offsets: [3600]), to: "etc/localtime")
        #expect(local() == "Asia/Tokyo")
    }

    @Test func `A machine that tells nothing is at UTC`() {
        #expect(local() == "UTC")
        folder.write(Array("Nowhere/Land\n".utf8), to: "etc/timezone")
        folder.link("etc/localtime", to: "localtime")
        #expect(local() == "UTC")
    }

    @Test func `The machine itself has a zone`() {
        #expect(throws: Never.self) { try Zone(named: Zone.local.name) }
    }
}
