import Foundation
import ProgramTesting
import Testing

/// Programs and scripts as steps.
struct ToolTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(script, to: "project/pipelines/tools/count.sh")
        try place.write(greeting, to: "project/pipelines/tools/greet.sh")
    }

    private let script = """
        echo "{\\"lines\\": $(wc -l < "$1")}" > "$PIPELINE_VALUES"
        cp "$1" "$PIPELINE_OUTPUTS/copies/names.txt"
        echo '{"type":"metric","name":"names","value":3}' >&3
        . "$(dirname "$0")/greet.sh"

        """
    private let greeting = "echo \"${GREETING:-nobody greets}\"\n"

    private func run(_ environment: [String: String] = [:]) throws -> RunDocument {
        try RunDocument(try place.fixture("run", "tools", "--json", environment: environment))
    }

    @Test func `A program and a script pass on what they made`() throws {
        #expect(try run().states == ["sort succeeded", "count succeeded", "tell succeeded"])
        #expect(try place.fixture("logs", "last").output.contains("== tell, attempt 1\n3 names\n"))
        #expect(try place.fixture("logs", "last", "count").output == "nobody greets\n")
        #expect(try place.read("project/artifacts/runs/\(lastRun())/sort/outputs/sorted.txt") == "anna\nberta\nclara\n")
        #expect(try run().states == ["sort cached", "count cached", "tell cached"])
    }

    @Test func `A script that changes runs again; what it made was the same, so nothing else does`() throws {
        _ = try run()
        try place.write(
            script + "# a comment counts: a script is read as bytes\n", to: "project/pipelines/tools/count.sh")
        let again = try run()
        #expect(again.states == ["sort cached", "count succeeded", "tell cached"])
        #expect(try again.reason("count").contains(/^script `count.sh` [0-9a-f]{12} → [0-9a-f]{12}$/))
    }

    @Test func `A file that a script reads runs it again when it changes`() throws {
        _ = try run()
        try place.write(greeting + "echo and leaves\n", to: "project/pipelines/tools/greet.sh")
        let again = try run()
        #expect(again.states == ["sort cached", "count succeeded", "tell cached"])
        #expect(try again.reason("count").contains(/^script `greet.sh` [0-9a-f]{12} → [0-9a-f]{12}$/))
        #expect(try place.fixture("logs", "last", "count").output == "nobody greets\nand leaves\n")
    }

    @Test(arguments: [("sort", "sort", "count"), ("sh", "count", "sort")])
    func `Another version of a program runs the steps that start it`(
        program: String, step: String, other: String
    ) throws {
        let path = try #require(ProcessInfo.processInfo.environment["PATH"])
        _ = try run()
        for version in 1...2 {
            try place.writeProgram("#!/bin/sh\n# \(version)\nexec \(program) \"$@\"\n", to: "bin/\(program)")
            let again = try run(["PATH": "\(place.path)/bin:\(path)"])
            #expect(again.steps("succeeded") == [step])
            #expect(again.steps("cached").contains(other))
            let reason = try again.reason(step)
            #expect(reason.contains(/^program `[a-z]+` [0-9a-f]{12} → [0-9a-f]{12}$/))
            #expect(reason.hasPrefix("program `\(program)` "))
        }
    }

    @Test func `A program that is not there is named`() throws {
        #expect(try run(["PATH": "/nowhere"]).reason("sort") == "the program 'sort' is not there")
    }

    @Test func `A declared environment variable that changes runs the steps that declare it`() throws {
        _ = try run()
        let greeted = try run(["GREETING": "hello", "OTHER": "of no account"])
        #expect(greeted.states == ["sort cached", "count succeeded", "tell cached"])
        #expect(try greeted.reason("count") == "environment `GREETING` unset → \"hello\"")
        #expect(try place.fixture("logs", "last", "count").output == "hello\n")
        #expect(
            try run(["LC_ALL": "C", "GREETING": "hello"]).states == ["sort succeeded", "count cached", "tell cached"])
        #expect(try run().steps("cached").count == 3)
    }

    @Test func `An input file that changes names itself as the cause`() throws {
        _ = try run()
        try place.write("dora\n", to: "project/data/names.txt")
        #expect(try run().reason("sort").contains(/^`names` [0-9a-f]{12} → [0-9a-f]{12}$/))
    }

    @Test func `A script that is not there is named`() throws {
        try place.remove("project/pipelines/tools/count.sh")
        let failed = try run()
        #expect(failed.states == ["sort succeeded", "count failed", "tell upstream_failed"])
        #expect(
            try failed.reason("count")
                == "the script 'count.sh' is not in the pipeline's folder '\(place.project)/pipelines/tools'")
    }

    @Test func `A script that exits with a code fails with it, and its log says why`() throws {
        try place.write("echo 'no such luck' >&2\nexit 7\n", to: "project/pipelines/tools/count.sh")
        #expect(try run().reason("count") == "'sh' exited with code 7")
        #expect(try place.fixture("logs", "last", "count").output == "no such luck\n'sh' exited with code 7\n")
    }

    @Test func `A script that leaves out a value is told how to write it`() throws {
        try place.write("true\n", to: "project/pipelines/tools/count.sh")
        #expect(
            try run().reason("count")
                == "it declares values but wrote none; write a JSON object to the file named by PIPELINE_VALUES")
        try place.write("echo '{\"names\":3}' > \"$PIPELINE_VALUES\"\n", to: "project/pipelines/tools/count.sh")
        #expect(try run().reason("count") == "it did not write its value 'lines'")
    }

    private func lastRun() throws -> String {
        let runs = try place.fixture("runs", "--json").json() as? [[String: Any]]
        return try #require(runs?.first?["run"] as? String)
    }
}
