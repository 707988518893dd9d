import Foundation
import ProgramTesting
import Testing

/// With `--json` a command prints one document on standard output and nothing else.
struct DocumentTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `A run's document has the promised fields`() throws {
        let outcome = try place.fixture("run", "crowd", "--json")
        let text = outcome.output.plain(in: place).replacing(/"seconds": [0-9.]+/, with: "\"seconds\": 0")
        #expect(
            text.hasPrefix(
                """
                {
                  "model": null,
                  "pipeline": "crowd",
                  "promotions": [],
                  "run": "RUN",
                  "seconds": 0,
                  "status": "succeeded",
                  "steps": [
                    {
                      "attempts": 1,
                      "failure": null,
                      "name": "anna",
                      "outputs": {
                        "file": {
                          "$artifact": "file",
                          "digest": "DIGEST"
                        }
                      },
                      "reason": "it has not run before",
                      "seconds": 0,
                      "status": "succeeded"
                    },
                """))
        #expect(
            text.hasSuffix(
                """
                    {
                      "attempts": 1,
                      "failure": null,
                      "name": "all",
                      "outputs": {
                        "text": "anna\\nberta\\nclara\\ndora\\n"
                      },
                      "reason": "it has not run before",
                      "seconds": 0,
                      "status": "succeeded"
                    }
                  ],
                  "warnings": []
                }

                """))
        #expect(outcome.complaints == "")
        #expect(try place.runPipeline("words").model == RunDocument.Model(group: "words", version: 1))
    }

    @Test func `Every command that tells something does so in one document`() throws {
        _ = try place.runPipeline("words")
        for line in [
            "list", "graph words", "plan words", "runs", "runs list", "runs show last", "runs compare last last",
            "runs pin last", "runs unpin last", "metrics", "reproduce last", "reproduce last --run",
            "why last train", "models", "models list", "models show words", "models list words --all",
            "models approve words",
            "models alias set words champion 1", "models policy words --gate approved\u{a0}by\u{a0}a\u{a0}person",
            "models policy words", "models history words", "models lineage words", "models diff words words@champion",
            "models tag words reviewed=yes", "models show words@champion --at 2100-01-01",
            "models alias remove words champion",
            "models rollback words champion", "models alias remove words champion", "models delete words:1",
            "models restore words:1", "cache", "cache stats", "cache verify",
            "cache gc --dry-run", "backup ../backup.tar", "restore ../backup.tar --into ../restored", "doctor",
            "doctor --deep --repair", "version",
        ] {
            let outcome = try place.run(.fixture, line.split(separator: " ").map(String.init) + ["--json"])
            #expect(outcome.code == 0)
            #expect(outcome.complaints == "")
            #expect(throws: Never.self, "\(line): \(outcome)") { try outcome.json() }
        }
    }

    @Test(arguments: [
        (["logs", "last"], "'logs' prints what steps wrote as it is, which is no JSON; leave out --json"),
        (["completions", "bash"], "'completions' prints a script for a shell, which is no JSON; leave out --json"),
    ])
    func `A command whose output is a text as it is refuses --json`(words: [String], message: String) throws {
        let outcome = try place.run(.fixture, words + ["--json"])
        #expect(outcome.complaints == "error: \(message)\n")
        #expect(outcome.output == "")
        #expect(outcome.code == 2)
    }

    @Test func `--quiet is an option of run alone`() throws {
        let outcome = try place.fixture("list", "--quiet")
        #expect(outcome.complaints == "error: unknown option '--quiet'\nsee 'pipeline list --help'\n")
        #expect(outcome.code == 2)
        #expect(try place.fixture("run", "--help").output.contains("  -q, --quiet "))
    }

    @Test func `Parameters of every type reach a step`() throws {
        let outcome = try place.fixture(
            "run", "kinds", "--json", "--set", "loud=yes", "--set", "count=10", "--set", "rate=1", "--set",
            "title=a, b",
            "--set", "size=64", "--set", "color=blue", "--set", "rates=[0.25, 1]")
        let steps = (try outcome.json() as? [String: Any])?["steps"] as? [[String: Any]]
        let outputs = try #require(steps?.first?["outputs"] as? [String: Any])
        #expect(outputs["isLoud"] as? Bool == true)
        #expect(outputs["count"] as? Int == 10)
        #expect(outputs["rate"] as? Double == 1)
        #expect(outputs["title"] as? String == "a, b")
        #expect(outputs["size"] as? Int == 64)
        #expect(outputs["color"] as? String == "blue")
        #expect(outputs["lines"] as? Int == 3)
        #expect(outputs["rates"] as? [Double] == [0.25, 1])
        let again = try place.fixture(
            "run", "kinds", "--json", "--set", "loud=true", "--set", "count=10", "--set", "rate=1.0", "--set",
            "title=a, b",
            "--set", "size=64", "--set", "color=blue", "--set", "rates=0.25,1.0")
        #expect(try RunDocument(again).states == ["repeat cached"])
    }

    @Test func `Without a terminal there are no escape codes, and --quiet prints errors only`() throws {
        for words in [
            ["run", "words"], ["list"], ["runs"], ["doctor"], ["cache"], ["run", "endings", "--set", "how=signal"],
        ] {
            let outcome = try place.run(.fixture, words)
            #expect(!(outcome.output + outcome.complaints).contains("\u{1b}"))
        }
        let quiet = try place.fixture("run", "words", "--quiet")
        #expect(quiet.output == "")
        #expect(quiet.complaints == "")
        let failing = try place.fixture("run", "words", "--quiet", "--set", "max_error=1")
        #expect(failing.output == "")
        #expect(failing.complaints == "error: 'reject' failed: the error is 10, not below max_error, which is 1\n")
    }

    @Test func `On a terminal there are colours, unless NO_COLOR is set`() throws {
        func onTerminal(_ command: String, _ environment: [String: String]) throws -> String {
            let surroundings = ["PATH": "/usr/bin:/bin", "TERM": "xterm", "PIPELINE_HOME": place.project]
            return try Outcome.of(
                "/usr/bin/script", ["-qec", "\(Program.fixture.path) \(command)", "/dev/null"],
                environment: surroundings.merging(environment) { $1 }
            ).output
        }
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else {
            print("not tested: the program 'script' is not there to make a terminal")
            return
        }
        #expect(try onTerminal("run crowd", [:]).contains("\u{1b}[32msucceeded"))
        #expect(try onTerminal("runs", [:]).contains("\u{1b}[32msucceeded"))
        #expect(!(try onTerminal("runs", ["NO_COLOR": "1"]).contains("\u{1b}[")))
        #expect(!(try onTerminal("run crowd", ["NO_COLOR": "1"]).contains("\u{1b}[3")))
    }
}
