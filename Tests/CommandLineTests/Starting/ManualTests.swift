import Foundation
import ProgramTesting
import Testing

/// The manual that is made of the commands' own help.
struct ManualTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `The page of the manual is one that man shows without a warning`() throws {
        let page = try place.fixture("manual")
        #expect(page.code == 0)
        try place.write(page.output, to: "pipeline.1")
        let man = "/usr/bin/man"
        guard FileManager.default.isExecutableFile(atPath: man) else {
            print("not tested: man is not there")
            return
        }
        let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80"]
        let shown = try Outcome.of(man, ["--warnings", "-l", "\(place.path)/pipeline.1"], environment: environment)
        #expect(shown.code == 0)
        #expect(shown.complaints == "")
        #expect(shown.output.contains("pipeline models alias set GROUP ALIAS VERSION [options]"))
        #expect(shown.output.contains("--failed [RUN]"))
        #expect(shown.output.contains("PIPELINE_HOME"))
        #expect(shown.output.contains("ENVIRONMENT"))
    }

    @Test func `The page of the manual has every command and every option`() throws {
        let page = try place.fixture("manual").output
        for command in try commands() {
            let help = try place.run(.fixture, command.split(separator: " ").map(String.init) + ["--help"]).output
            #expect(page.contains("\n.SS \(command.contains(" ") ? "\"\(command)\"" : command)\n"), "\(command)")
            for option in help.matches(of: /^ +(?:-., )?--([a-z-]+)/.anchorsMatchLineEndings()) {
                let name = option.1.replacingOccurrences(of: "-", with: "\\-")
                #expect(page.contains("\\fB\\-\\-\(name)\\fR"), "\(command) --\(option.1)")
            }
        }
    }

    @Test func `The page of the manual has every variable that the program asks its environment for`() throws {
        let page = try place.fixture("manual").output.replacingOccurrences(of: "\\-", with: "-")
        // These two are for tests alone.
        let others: Set = ["PIPELINE_TEST_CLOCK", "RECORD_GOLDEN"]
        let sources = URL(fileURLWithPath: "\(Program.package)/Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var names: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let code = try String(contentsOf: file, encoding: .utf8)
            for match in code.matches(of: /(?:environment\[|[ (]environment\(|getenv\()"([A-Za-z_]+)"[\])](?! =)/) {
                names.insert(String(match.1))
            }
        }
        #expect(names.isSuperset(of: ["PIPELINE_HOME", "TZDIR", "NO_COLOR", "MLFLOW_TRACKING_TOKEN"]))
        for name in names.subtracting(others) { #expect(page.contains(name), "\(name) is not in the manual") }
    }

    @Test func `Each command has a page of Markdown, and one page lists them`() throws {
        let made = try place.fixture("manual", "--format", "markdown", "--output", "pages")
        #expect(made.code == 0)
        let commands = try commands().filter { !$0.contains(" ") }
        let pages = ["commands"] + commands
        #expect(made.output == pages.map { "pages/pipeline-\($0).md\n" }.joined())
        let list = try place.read("project/pages/pipeline-commands.md")
        for command in commands { #expect(list.contains("\n- <doc:pipeline-\(command)>\n")) }
        #expect(
            try place.read("project/pages/pipeline-version.md") == """
                # pipeline version

                Tell the version of this program.

                ## Overview

                ```
                pipeline version [options]
                ```

                ```
                pipeline version
                ```

                """)
        let graph = try place.read("project/pages/pipeline-graph.md")
        #expect(
            graph.contains(
                "| `-f, --format FORMAT` | the form (text, dot, mermaid or json; default: text) |\n"))
    }

    @Test func `A text to read is no document, and a folder that cannot be written is named`() throws {
        #expect(
            try place.fixture("manual", "--json").complaints
                == "error: 'manual' prints a text to read, which is no JSON; leave out --json\n")
        let failed = try place.fixture("manual", "--output", "Package.swift/pages")
        #expect(failed.code == 1)
        #expect(failed.complaints.contains("Package.swift/pages"))
    }

    /// The commands as the list of each group's help has them: `models alias set`.
    private func commands(of group: String = "") throws -> [String] {
        let words = group.split(separator: " ").map(String.init)
        let help = try place.run(.fixture, words + ["--help"]).output
        guard let start = help.range(of: "\nCommands:\n") else { return [] }
        let rows = help[start.upperBound...].prefix { _ in true }.split(
            separator: "\n", omittingEmptySubsequences: false
        ).prefix { !$0.isEmpty }
        return try rows.flatMap { row -> [String] in
            guard row.hasPrefix("  "), !row.hasPrefix("   "), let name = row.split(separator: " ").first else {
                return []
            }
            let command = group.isEmpty ? String(name) : "\(group) \(name)"
            return try [command] + commands(of: command)
        }
    }
}
