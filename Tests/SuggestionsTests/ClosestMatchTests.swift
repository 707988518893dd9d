import Suggestions
import Testing

@Suite struct ClosestMatchTests {
    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("", "abc", 3), ("abc", "", 3), ("job", "jobs", 1), ("epohcs", "epochs", 1),
        ("kitten", "sitting", 3), ("ca", "abc", 3), ("gruß", "grüß", 1),
    ])
    func `The distance counts insertions, deletions, substitutions and swaps`(first: String, second: String, edits: Int)
    {
        #expect(editDistance(first, second) == edits)
        #expect(editDistance(second, first) == edits)
    }

    @Test(arguments: [
        ("lsit", "list"), ("runn", "run"), ("Run", "run"), ("tranings_shards", "training_shards"),
        ("road-sign", "road_sign"), ("accu", "accuracy"),
    ])
    func `A slip of the finger finds its name`(word: String, name: String) {
        let names = ["list", "run", "models", "training_shards", "road_sign", "accuracy"]
        #expect(closest(to: word, among: names) == name)
    }

    @Test(arguments: ["xyz", "", "a", "schedule", "ac"])
    func `A word close to no name finds none`(word: String) {
        #expect(closest(to: word, among: ["list", "run", "models", "accuracy"]) == nil)
    }

    @Test func `The nearest name wins, and the first of equals`() {
        #expect(closest(to: "tests", among: ["rest", "test", "text"]) == "test")
        #expect(closest(to: "tast", among: ["test", "taste"]) == "test")
        #expect(closest(to: "tast", among: ["taste", "test"]) == "taste")
    }

    @Test func `A single letter is never taken for another`() {
        #expect(closest(to: "x", among: ["y"]) == nil)
    }

    @Test func `A message ends with the suggestion or with nothing`() {
        #expect(suggestion(for: "lsit", among: ["list"]) == "; did you mean 'list'?")
        #expect(suggestion(for: "zebra", among: ["list"]) == "")
    }
}
