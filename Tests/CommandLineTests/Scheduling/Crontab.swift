import Foundation
import ProgramTesting
import Surroundings

/// A `crontab` for a test alone, which keeps its table in the workplace.
struct Crontab {
    let place: Workplace
    private let folder: String

    init(in place: Workplace) throws {
        self.place = place
        folder = "\(place.path)/bin"
        try install(StandIn.crontab)
    }

    /// Puts another program in its place.
    func install(_ script: String) throws { try place.writeProgram(script, to: "bin/crontab") }

    /// What makes programs find it.
    var environment: [String: String] {
        ["PATH": "\(folder):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"]
    }

    /// What stands in it; `nil` where there is none.
    var table: String? { try? place.read("bin/table") }

    func write(_ table: String) throws { try place.write(table, to: "bin/table") }

    /// Runs `schedule` with this crontab, at a time of the test's own.
    func schedule(_ words: String..., at time: Double? = nil, environment: [String: String] = [:]) throws -> Outcome {
        try start(words, at: time, environment: environment).outcome()
    }

    /// Starts `schedule` and lets it run.
    func start(
        _ words: [String], at time: Double? = nil, environment: [String: String] = [:]
    ) throws -> RunningProgram {
        var variables = self.environment.merging(environment) { _, new in new }
        if let time { variables["PIPELINE_TEST_CLOCK"] = "\(time)" }
        return try place.start(.fixture, ["schedule"] + words, environment: variables)
    }

    /// The results that the history has, the newest first.
    func results(of name: String) throws -> [String] {
        let documents = try schedule("history", name, "--limit", "100", "--json").json() as? [[String: Any]] ?? []
        return documents.map { document in
            [document["due"], document["outcome"], document["status"]].compactMap { $0 as? String }
                .joined(separator: " ")
        }
    }
}

/// Times of the tests, in seconds since 1970: the first of January 2027 in UTC is a Friday.
enum Night {
    static let evening = 1_798_754_400.0
    /// Two o'clock of the first of January, and of the days after it.
    static func two(_ day: Int = 1) -> Double { 1_798_761_600 + 7200 + Double(day - 1) * 86_400 }
}
