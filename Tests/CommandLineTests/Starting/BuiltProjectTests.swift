import Foundation
import ProgramTesting
import Testing

/// A project that `init` made, built and run as its owner would: takes minutes, so only where it is asked for.
///
/// The first article's commands are such a trial too, which every CI run makes.
struct BuiltProjectTests {
    private static let isWanted = ProcessInfo.processInfo.environment["PIPELINE_TEST_INIT"] == "1"

    let place: Workplace

    init() throws { place = try Workplace() }

    @Test(.enabled(if: isWanted, "building a project takes minutes: set PIPELINE_TEST_INIT=1"))
    func `A new project builds, passes its test, runs, and runs again only what changed`() throws {
        #expect(try place.fixture("init", "signs", in: place.path).code == 0)
        #expect(try place.fixture("new", "forecast", "--template", "training", in: signs).code == 0)

        let first = try pipeline("run", "first", "--json")
        #expect(try RunDocument(first).steps("succeeded") == ["words", "count", "report"])
        let again = try RunDocument(try pipeline("run", "first", "--json"))
        #expect(again.steps("cached") == ["words", "count", "report"])
        #expect(
            try RunDocument(try pipeline("run", "forecast", "--json")).model == .init(group: "forecast", version: 1))

        let step = "signs/pipelines/first/CountWords.swift"
        let source = try place.read(step)
        try place.write(source.replacingOccurrences(of: "different words\"", with: "words\""), to: step)
        let edited = try RunDocument(try pipeline("run", "first", "--json"))
        #expect(edited.steps("succeeded") == ["count"])
        #expect(try edited.reason("count") == "code of `CountWords` changed: `CountWords`")
        let why = try pipeline("why", "last", "count")
        #expect(why.output.contains("\n  because code of `CountWords` changed: `CountWords`\n"))

        try place.write(source, to: step)
        let tests = try Outcome.of("/usr/bin/env", ["--chdir=\(signs)", "swift", "test"])
        #expect(tests.code == 0, "\(tests)")
        #expect(!tests.complaints.contains("unhandled"))
    }

    @Test(.enabled(if: isWanted, "building a project takes minutes: set PIPELINE_TEST_INIT=1"))
    func `A new project builds from a branch of a git repository`() throws {
        let git = ["-c", "user.name=tester", "-c", "user.email=tester@example.com", "-c", "init.defaultBranch=main"]
        let copy = "\(place.path)/pipeline"
        // What is in the working tree, whether it is committed or not.
        try run("mkdir", copy)
        try run(
            "sh", "-c",
            "cd \"$1\" && git ls-files -z --cached --others --exclude-standard | tar --null -T - --ignore-failed-read -c "
                + "| tar -C \"$2\" -x", "sh", Program.package, copy)
        try run(["git"] + git + ["-C", copy, "init", "--quiet"])
        try run(["git"] + git + ["-C", copy, "add", "--all", "--force"])
        try run(["git"] + git + ["-C", copy, "commit", "--quiet", "--message", "Everything"])
        #expect(try place.fixture("init", "signs", "--package", "file://\(copy)", in: place.path).code == 0)
        #expect(try RunDocument(try pipeline("run", "first", "--json")).status == "succeeded")
    }

    @Test func `What is edited while it is built is built again before it runs`() throws {
        #expect(try place.fixture("init", "signs", in: place.path).code == 0)
        // The first build ends after an edit, and after a tick of the clock that files have their times of.
        try place.writeProgram(
            """
            #!/bin/sh
            echo build >>\(place.path)/builds
            source=\(signs)/pipelines/first/CountWords.swift
            [ $(wc -l <\(place.path)/builds) -gt 1 ] ||
                until find $source -cnewer \(signs)/.build/signs.stamp.new | grep -q .; do echo '// edited' >>$source; done
            mkdir -p \(signs)/.build/release
            printf '#!/bin/sh\\necho built $(wc -l <\(place.path)/builds) times\\n' >\(signs)/.build/release/signs
            chmod +x \(signs)/.build/release/signs
            """, to: "swift")
        let path = "\(place.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
        for _ in 1...2 {
            let outcome = try Outcome.of(
                "/usr/bin/env", ["--chdir=\(signs)", "PATH=\(path)", "bin/pipeline", "pipelines"])
            #expect(outcome.output == "built 2 times\n")
        }
    }

    private var signs: String { "\(place.path)/signs" }

    private func pipeline(_ arguments: String...) throws -> Outcome {
        let environment = ProcessInfo.processInfo.environment.merging(["PIPELINE_TORCH": ""]) { _, new in new }
        return try Outcome.of(
            "/usr/bin/env", ["--chdir=\(signs)", "bin/pipeline"] + arguments, environment: environment)
    }

    private func run(_ words: String...) throws { try run(words) }

    private func run(_ words: [String]) throws {
        let outcome = try Outcome.of("/usr/bin/env", words)
        try #require(outcome.code == 0, "\(outcome)")
    }
}
