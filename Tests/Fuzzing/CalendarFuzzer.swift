import FileSystem
import Registry

@testable import Scheduling

extension Fuzzer {
    /// Cron expressions, zones of the clock, and times as people write them.
    static let calendar = Fuzzer(
        name: "calendar",
        trials: [
            { bytes in
                guard let expression = try accepted(CronError.self, { try CronExpression(text(bytes)) })
                else { return }
                let again = try CronExpression(expression.description)
                must(again == expression, "'\(expression)' is read again")
                check(expression, in: .utc)
                if let berlin { check(expression, in: berlin) }
            },
            { bytes in
                let path = Scratch.file("zones/Zone", bytes)
                let folder = Files.folder(of: path)
                guard let zone = try accepted(ZoneError.self, { try Zone(named: "Zone", in: folder) }) else { return }
                check(zone)
                for text in ["30 2 * * *", "*/20 * * * *", "0 0 29 2 *"] { check(try CronExpression(text), in: zone) }
            },
            { bytes in
                guard let rule = ZoneRule(text(bytes)) else { return }
                for time in times {
                    let segment = rule.segment(at: Int(time))
                    must(segment.start <= Int(time) && Int(time) < segment.end ?? .max, "\(segment) has \(time)")
                }
            },
            { bytes in
                guard let moments = try accepted(UTCTime.Mistake.self, { try UTCTime.moments(text(bytes)) })
                else { return }
                let written = UTCTime.text(moments.lowerBound)
                must(!written.isEmpty, "\(moments) has a text")
            },
        ])

    private static let berlin = try? Zone(named: "Europe/Berlin")

    /// Long ago, the beginning, a spring, an autumn, and later than any file tells.
    private static let times: [Double] = [-3e9, 0, 1_774_745_999, 1_793_000_000, 9e9]

    private static func check(_ expression: CronExpression, in zone: Zone) {
        for time in times {
            guard let next = expression.next(after: time, in: zone) else { continue }
            must(next > time, "\(next) is after \(time)")
            must(expression.next(after: next - 1, in: zone) == next, "\(next) is the next time after \(next - 1)")
        }
    }

    private static func check(_ zone: Zone) {
        for time in times {
            let segment = zone.segment(at: Int(time))
            must(segment.start <= Int(time) && Int(time) < segment.end ?? .max, "\(segment) has \(time)")
            if let before = zone.segment(before: segment) { must(before.end == segment.start, "segments adjoin") }
        }
    }
}
