import Glibc
import Testing

@testable import Scheduling

/// Compares with Python's `zoneinfo`, which reads the same files on its own.
@Suite struct ZoneComparisonTests {
    private static let zones = [
        "Africa/Cairo", "Africa/Casablanca", "Africa/Monrovia", "America/Adak", "America/Caracas", "America/New_York",
        "America/Nuuk", "America/Sao_Paulo", "America/St_Johns", "Antarctica/Troll", "Asia/Amman", "Asia/Gaza",
        "Asia/Kathmandu", "Asia/Kolkata", "Asia/Pyongyang", "Asia/Tehran", "Australia/Lord_Howe", "Europe/Berlin",
        "Europe/Dublin", "Europe/Istanbul", "Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Norfolk",
    ]

    /// Prints "zone time offset" at 1970 and at each change up to 2060, found by looking every two days and halving.
    private static let program = """
        import datetime, sys, zoneinfo
        epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        for name in sys.argv[1:]:
            zone = zoneinfo.ZoneInfo(name)
            def offset(time):
                local = (epoch + datetime.timedelta(seconds=time)).astimezone(zone)
                return int(local.utcoffset().total_seconds())
            time, last = 0, offset(0)
            print(name, time, last)
            while time < 90 * 31557600:
                time += 172800
                if offset(time) == last: continue
                low, high = time - 172800, time
                while high - low > 1:
                    middle = (low + high) // 2
                    if offset(middle) == last: low = middle
                    else: high = middle
                last = offset(time)
                print(name, high, last)
        print("end")
        """

    private static let hasPython =
        system("python3 -c 'import zoneinfo; zoneinfo.ZoneInfo(\"Europe/Berlin\")' 2>/dev/null") == 0

    @Test(.enabled(if: hasPython, "there is no python3 with zoneinfo and tzdata to compare with"))
    func `The changes of many zones up to 2060 are those that Python finds`() throws {
        let command = "python3 - \(ZoneComparisonTests.zones.joined(separator: " ")) 2>/dev/null <<'END'\n"
        let lines = output(of: "\(command)\(ZoneComparisonTests.program)\nEND\n").split(separator: "\n")
        try #require(lines.last == "end")
        var expected: [String: [String]] = [:]
        for line in lines.dropLast() {
            let words = line.split(separator: " ")
            expected["\(words[0])", default: []].append("\(words[1]) \(words[2])")
        }
        let end = 90 * 31_557_600
        for name in ZoneComparisonTests.zones {
            let zone = try Zone(named: name)
            var found: [String] = []
            var time: Int? = 0
            while let moment = time, moment <= end {
                let segment = zone.segment(at: moment)
                found.append("\(moment) \(segment.offset)")
                time = segment.end
            }
            #expect(found == expected[name], "\(name)")
        }
        #expect(lines.count > 2000)
    }

    private func output(of command: String) -> String {
        guard let stream = popen(command, "r") else { return "" }
        defer { pclose(stream) }
        var bytes: [UInt8] = []
        while case let byte = fgetc(stream), byte != EOF { bytes.append(UInt8(byte)) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
