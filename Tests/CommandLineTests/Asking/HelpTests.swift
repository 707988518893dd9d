import Foundation
import ProgramTesting
import Testing

/// What the program says about itself.
struct HelpTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test(arguments: [
        "list", "graph", "plan", "run", "runs", "runs list", "runs show", "runs compare", "runs pin", "runs unpin",
        "runs cancel", "metrics", "reproduce", "logs", "why",
        "models", "models list", "models show", "models approve", "models reject", "models alias", "models alias set",
        "models alias remove", "models rollback", "models policy", "models history", "models diff", "models lineage",
        "models tag", "models delete", "models restore", "models export", "models import",
        "schedule", "schedule add", "schedule list", "schedule history", "schedule pause", "schedule resume",
        "schedule remove", "schedule run", "schedule tick", "notifications", "notifications list", "notifications test",
        "notifications history", "cache", "cache stats", "cache verify",
        "cache gc", "backup", "restore", "verify", "doctor", "version",
        "completions", "init", "new", "manual", "predict", "data", "data check", "data get", "weights", "weights get",
        "weights show",
    ])
    func `Every command explains itself, with an example`(command: String) throws {
        let outcome = try place.run(.fixture, command.split(separator: " ").map(String.init) + ["--help"])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("\nUsage:\n  pipeline \(command) "))
        #expect(outcome.output.contains("\nExamples:\n  "))
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `Pipelines are listed with their parameters`() throws {
        let list = try place.fixture("list").output
        #expect(
            list.contains(
                """

                kinds  has a parameter of every type
                  loud   bool            false           A truth value.
                  count  int             3               A whole number with bounds.
                  rate   double          0.5             A number with bounds.
                  title  string          plain           A text.
                  size   int             32              One of several numbers.
                  color  choice          red             One of several words.
                  table  file            data/names.txt  A file.
                  rates  list of double  [0.1,0.2]       A list of numbers with bounds.

                """))
    }

    @Test func `A graph is shown as text and for programs that draw`() throws {
        #expect(
            try place.fixture("graph", "words").output == """
                split: SplitTexts
                training_words: CountWords <- split
                test_words: CountWords <- split
                train: Learn <- training_words
                evaluate: Judge <- test_words, train
                register: Register <- evaluate, train [if evaluate.error < max_error]
                reject: Fail <- evaluate [if not evaluate.error < max_error]

                """)
        #expect(
            try place.fixture("graph", "squares", "--format", "mermaid").output == """
                flowchart LR
                  each{{"each"}}
                  list["list"]
                  square["square"]
                  sum["sum"]
                  list --> each
                  each --> square
                  each --> sum
                  square --> sum

                """)
        #expect(try place.fixture("graph", "words", "--format", "dot").output.hasPrefix("digraph \"words\" {\n"))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `A completion script is one that its shell can read`(shell: String) throws {
        let script = try place.fixture("completions", shell)
        #expect(script.code == 0)
        try place.write(script.output, to: "completions")
        guard FileManager.default.isExecutableFile(atPath: "/bin/\(shell)") else {
            print("not tested: \(shell) is not there")
            return
        }
        let check = try Outcome.of("/bin/\(shell)", ["-n", "\(place.path)/completions"])
        #expect(check.code == 0)
        #expect(check.complaints == "")
    }

    @Test func `The program as it ships has the road sign pipeline`() throws {
        try #require(Program.pipeline.isBuilt)
        let list = try place.run(.pipeline, ["list"])
        #expect(list.output.contains("\nroad_sign  trains a classifier of road signs"))
        #expect(
            try place.run(.pipeline, ["run", "road_sing"]).complaints
                == "error: there is no pipeline 'road_sing'; did you mean 'road_sign'?\n")
    }
}
