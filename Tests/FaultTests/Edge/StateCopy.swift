import Foundation
import ProgramTesting

/// A project's state in a folder of its own, in which a pipeline runs with faults and without.
struct StateCopy {
    let place: Workplace
    /// The folder with `registry/` and `artifacts/`.
    let home: String

    /// Begins with nothing.
    init(named name: String, in place: Workplace) throws {
        self.place = place
        home = "\(place.path)/\(name)"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    }

    /// Begins with what is in another folder.
    init(named name: String, of original: String, in place: Workplace) throws {
        self.place = place
        home = "\(place.path)/\(name)"
        try FileManager.default.copyItem(atPath: original, toPath: home)
    }

    /// Runs the pipeline that makes files and folders, one step at a time.
    ///
    /// - Parameter faults: What makes it fail; without that it does not even wait for the disk.
    /// - Returns: What it said.
    /// - Throws: Where the program can't be started.
    func run(with faults: [String: String]? = nil) throws -> KeepingRun {
        let words = ["run", "keeping", "--json", "--jobs", "1", "--set", "journal=\(place.journal)"]
        let environment = try (faults ?? SystemFaults.withoutWaiting("\(home)*")).merging(["PIPELINE_HOME": home]) {
            _, home in home
        }
        return KeepingRun(try place.run(.fixture, words, environment: environment))
    }

    func remove() {
        _ = try? Outcome.of("/bin/chmod", ["-R", "u+w", home])
        try? FileManager.default.removeItem(atPath: home)
    }
}

/// What a run said of its steps, if it came to say anything.
struct KeepingRun {
    let outcome: Outcome
    /// The state of each step.
    private(set) var states: [String: String] = [:]
    /// What each step made, as text.
    private(set) var outputs: [String: String] = [:]

    init(_ outcome: Outcome) {
        self.outcome = outcome
        let document = (try? outcome.json()) as? [String: Any]
        for step in document?["steps"] as? [[String: Any]] ?? [] {
            guard let name = step["name"] as? String else { continue }
            states[name] = step["status"] as? String
            guard let made = step["outputs"] as? [String: Any],
                let text = try? JSONSerialization.data(withJSONObject: made, options: .sortedKeys)
            else { continue }
            outputs[name] = String(decoding: text, as: UTF8.self)
        }
    }

    /// The steps whose results are kept.
    var done: [String] { states.filter { ["succeeded", "cached"].contains($0.value) }.keys.sorted() }
}
