import ProgramTesting
import Testing

/// Which steps a run is about, and in which order they run.
struct SelectionTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func run(_ options: String..., epochs: Int = 10) throws -> RunDocument {
        try place.runPipeline("words", "epochs=\(epochs)", options: options)
    }

    @Test func `--only runs one step, from cached inputs`() throws {
        _ = try run()
        _ = try place.takeJournal()
        let one = try run("--only", "evaluate", "--force", "evaluate")
        #expect(try place.takeJournal() == ["evaluate"])
        #expect(
            one.states == [
                "split cached", "training_words cached", "test_words cached", "train cached", "evaluate succeeded",
                "register skipped", "reject skipped",
            ])
        let missing = try run("--only", "evaluate", epochs: 11)
        #expect(try place.takeJournal() == [])
        #expect(
            try missing.reason("train")
                == "it was not selected, and the cache has no result for its inputs; run without --only and --from")
        #expect(missing.code == 1)
    }

    @Test func `--from runs a step and what needs it, --to a step and what it needs`() throws {
        #expect(
            try run("--to", "train").states == [
                "split succeeded", "training_words succeeded", "test_words skipped", "train succeeded",
                "evaluate skipped", "register skipped", "reject skipped",
            ])
        #expect(try place.takeJournal() == ["split", "count training", "train"])
        _ = try run()
        _ = try place.takeJournal()
        #expect(try run("--from", "train", epochs: 20).steps("succeeded") == ["train", "evaluate", "register"])
        #expect(try run("--from", "train", "--to", "evaluate", epochs: 30).steps("succeeded") == ["train", "evaluate"])
    }

    @Test func `--force runs a step whatever the cache has, --force-all every step`() throws {
        _ = try run()
        _ = try place.takeJournal()
        let one = try run("--force", "train")
        #expect(try place.takeJournal() == ["train"])
        #expect(try one.reason("train") == "forced")
        #expect(one.steps("cached").count == 5)
        let all = try run("--force-all", "--jobs", "1")
        #expect(
            try place.takeJournal() == ["split", "count training", "train", "count test", "evaluate", "register"]
                || all.steps("succeeded").count == 6)
        #expect(all.model == RunDocument.Model(group: "words", version: 1))
    }

    @Test func `With --jobs 1 steps run in the order of the declaration`() throws {
        _ = try place.runPipeline("crowd", options: ["--jobs", "1"])
        #expect(try place.takeJournal() == ["anna", "berta", "clara", "dora", "all"])
    }

    @Test func `What asks for more than the machine has gets all of it`() throws {
        let run = try RunDocument(try place.fixture("run", "greedy", "--json"))
        #expect(run.states == ["modest succeeded", "greedy succeeded"])
    }
}
