import Foundation
import ProgramTesting
import Testing

/// Inputs of which no digest can be made.
struct InputTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `An input that can't be digested is refused by name, and nothing runs`() throws {
        #expect(mkfifo("\(place.project)/data/texts/training/pipe", 0o600) == 0)
        let run = try place.fixture("run", "words", "--set", "journal=\(place.journal)")
        #expect(run.code != 0)
        #expect(
            run.complaints.plain(in: place).contains(
                "'PLACE/project/data/texts/training/pipe' is neither a file nor a folder; remove it"), "\(run)")
        #expect(try place.takeJournal() == [])
        #expect(try (place.fixture("runs", "--json").json() as? [Any])?.count == 0)
        try place.remove("project/data/texts/training/pipe")
        #expect(try place.runPipeline("words").status == "succeeded")
    }
}
