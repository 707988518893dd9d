import Foundation
import ProgramTesting
import Testing

/// A run that is killed anywhere: before each SQL statement, and before each change to a file.
///
/// A tenth of the places is tried, others each time; `PIPELINE_TEST_EVERY_PLACE=1` tries them all. A failure names the place, and
/// `PIPELINE_SYNC_POINT="kill statement 12"` kills any command there again.
struct EveryPlaceTests {
    private static let words = ["run", "pair", "--jobs", "1"]

    /// What an uninterrupted run makes: its objects by digest, and the model it registers.
    private struct Made: Equatable {
        let objects: [String]
        let model: [String]

        init(_ place: Workplace) throws {
            objects = try place.files(below: "project/artifacts/objects")
            let version = try place.fixture("models", "show", "pairs@champion", "--json").json() as? [String: Any]
            model = ["version", "model", "evaluation", "metrics", "status"].map { "\($0) \(version?[$0] ?? "")" }
        }
    }

    @Test(arguments: ["statement", "file-change"])
    func `A run that is killed anywhere leaves no damage, and the same command makes what it would have made`(
        _ point: String
    ) async throws {
        let reference = try Workplace()
        let list = "\(reference.path)/places"
        let whole = try reference.run(.fixture, Self.words, environment: ["PIPELINE_SYNC_POINT": "list \(list)"])
        try #require(whole.code == 0, "\(whole)")
        let made = try Made(reference)
        try #require(made.objects.count == 4 && made.model.first == "version 1", "\(made)")
        let places = try reference.read("places").split(separator: "\n").filter { $0.hasPrefix("\(point) ") }
        try #require(places.count > 50)

        let takesAll = ProcessInfo.processInfo.environment["PIPELINE_TEST_EVERY_PLACE"] != nil
        let stride = takesAll ? 1 : 10
        let chosen = Swift.stride(from: .random(in: 1...stride), through: places.count, by: stride)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<2 {
                group.addTask {
                    for number in chosen where number / stride % 2 == lane {
                        try Self.expectRecovery(from: point, number, "\(places[number - 1])", made)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func expectRecovery(from point: String, _ number: Int, _ what: String, _ made: Made) throws {
        let place = try Workplace()
        let fault = "killed at \(point) \(number): \(what)"
        let killed = try place.run(
            .fixture, words, environment: ["PIPELINE_SYNC_POINT": "kill \(point) \(number)"])
        // What runs beside the steps makes a few places come earlier or later, so that the last ones need not come at all.
        #expect(killed.status & 0x7f == SIGKILL || killed.code == 0, "\(fault): \(killed)")
        let doctor = try place.fixture("doctor")
        #expect(doctor.code == 0, "\(fault): \(doctor)")
        let again = try place.run(.fixture, words + ["--json"])
        #expect(again.code == 0, "\(fault): \(again)")
        #expect(try Made(place) == made, "\(fault)")
        #expect(try place.askRegistry(Self.problems) == ["ok"], "\(fault)")
    }

    /// What SQLite finds wrong, and what is still said to run.
    private static let problems = """
        SELECT integrity_check FROM pragma_integrity_check
        UNION ALL SELECT 'a row without its parent in ' || "table" FROM pragma_foreign_key_check
        UNION ALL SELECT 'run ' || id FROM run WHERE status = 'running'
        UNION ALL SELECT 'step ' || step FROM step WHERE status = 'running'
        UNION ALL SELECT 'attempt of ' || step FROM attempt WHERE status = 'running'
        """
}
