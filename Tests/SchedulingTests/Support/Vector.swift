import Testing

/// The times of an expression after a moment; both in UTC, so that nothing is left to read into them.
struct Vector: Sendable, CustomTestStringConvertible {
    let zone: String
    let cron: String
    let start: String
    let times: [String]

    init(_ zone: String, _ cron: String, after start: String, _ times: [String]) {
        (self.zone, self.cron, self.start, self.times) = (zone, cron, start, times)
    }

    var testDescription: String { "\(cron) in \(zone) after \(start)" }
}
