import Foundation
import ProgramTesting
import Testing

/// Objects of the cache that are gone or are not what they were.
struct DamageTests {
    /// What happens to an object.
    enum Damage: String, CaseIterable { case missing, changed, truncated }

    let place: Workplace

    init() throws { place = try Workplace() }

    @Test(arguments: Damage.allCases)
    func `A damaged object makes its step run again, with a warning that names it`(damage: Damage) throws {
        _ = try place.runPipeline("words")
        _ = try place.takeJournal()
        let object = try objectOfModel()
        let path = "\(place.project)/artifacts/objects/\(object.prefix(2))/\(object.dropFirst(2))"
        switch damage {
        case .missing: try FileManager.default.removeItem(atPath: path)
        case .changed:
            chmod(path, 0o644)
            try Data("11\nblue 1\ngreen 3\nred 1\n".utf8).write(to: URL(fileURLWithPath: path))
        case .truncated:
            chmod(path, 0o644)
            try Data("10\n".utf8).write(to: URL(fileURLWithPath: path))
        }
        // A plan only looks, so that the run finds and tells the same.
        let plan = try place.fixture("plan", "words", "--set", "journal=\(place.journal)")
        #expect(plan.output.contains(" of its output 'model' is "))
        let run = try place.runPipeline("words")
        #expect(try place.takeJournal() == ["train"])
        #expect(run.steps("cached") == ["split", "training_words", "test_words", "evaluate", "register"])
        let loss =
            "the object \(object.prefix(12)) of its output 'model' is \(damage == .missing ? "missing" : "damaged")"
        #expect(try run.reason("train") == loss)
        #expect(run.warnings == ["train: \(loss); it runs again"])
        #expect(run.complaints == "warning: train: \(loss); it runs again\n")
        #expect(try place.runPipeline("words").steps("cached").count == 6)
    }

    @Test func `A check of the cache finds what is damaged and moves it out of the way`() throws {
        _ = try place.runPipeline("words")
        let object = try objectOfModel()
        let path = "\(place.project)/artifacts/objects/\(object.prefix(2))/\(object.dropFirst(2))"
        chmod(path, 0o644)
        // The same size: only reading it tells.
        try Data("11\nblue 1\ngreen 3\nred 1\n".utf8).write(to: URL(fileURLWithPath: path))
        let check = try place.fixture("cache", "verify")
        #expect(check.code == 1)
        #expect(check.output == "6 objects read, 1 damaged\n")
        #expect(
            check.complaints
                == "warning: the object \(object.prefix(12)) is damaged; it is in quarantine, and its step will run again\n"
        )
        #expect(try place.fixture("cache", "verify").output == "5 objects read, 0 damaged\n")
        #expect(try place.runPipeline("words").steps("succeeded") == ["train"])
    }

    private func objectOfModel() throws -> String {
        let document = try place.fixture("models", "show", "words", "--json").json() as? [String: Any]
        return try #require(document?["model"] as? String)
    }
}
