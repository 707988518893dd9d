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

    @Test func `What a script or step tells stands in its log, and a warning in the report as well`() throws {
        try place.write(
            """
            echo '{"type":"message","text":"half of it is counted"}' >&3
            echo '{"type":"warning","text":"a name is missing"}' >&3
            echo '{"type":"progress","done":1,"of":2}' >&3
            \(script)
            """, to: "project/pipelines/tools/count.sh")
        #expect(try run().warnings == ["count: a name is missing"])
        let lines = try place.fixture("logs", "last", "count").output.split(separator: "\n").sorted()
        #expect(lines == ["half of it is counted", "nobody greets", "warning: a name is missing"])
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

    @Test(arguments: ["mine/shims", "mine/shims/", "links"])
    func `Behind a shim counts the program that it starts in this project`(folder: String) throws {
        // As pyenv's, which is the same file whatever it starts.
        let manager = try place.writeProgram(
            """
            #!/bin/sh
            [ "$MINE_ROOT" = "\(place.path)/mine" ] || exit 3
            read version < .version && [ "$1" = which ] && ls "$MINE_ROOT/$version/$2" && exit
            [ "$1" = exec ] && shift && name=$1 && shift && exec "$MINE_ROOT/$version/$name" "$@"

            """, to: "mine/manage")
        try place.writeProgram(
            "#!/bin/sh\nexport MINE_ROOT=\"\(place.path)/mine\"\nexec \"\(manager)\" exec \"sort\" \"$@\"\n",
            to: "mine/shims/sort")
        try FileManager.default.createDirectory(atPath: "\(place.path)/links", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(place.path)/links/sort", withDestinationPath: "../mine/shims/sort")
        for version in ["1", "2"] {
            try place.writeProgram("#!/bin/sh\n# \(version)\nexec /usr/bin/sort \"$@\"\n", to: "mine/\(version)/sort")
        }
        let path = try #require(ProcessInfo.processInfo.environment["PATH"])
        func run(choosing version: String) throws -> RunDocument {
            try place.write("\(version)\n", to: "project/.version")
            return try self.run(["PATH": "\(place.path)/\(folder):\(path)"])
        }
        #expect(try run(choosing: "1").steps("succeeded").contains("sort"))
        #expect(try run(choosing: "1").steps("cached").contains("sort"))
        let other = try run(choosing: "2")
        #expect(other.steps("succeeded") == ["sort"])
        #expect(try other.reason("sort").contains(/^program `sort` [0-9a-f]{12} → [0-9a-f]{12}$/))
        #expect(try run(choosing: "1").steps("cached").contains("sort"))
        try place.write("3\n", to: "project/.version")
        let refused = try place.fixture("plan", "tools", environment: ["PATH": "\(place.path)/\(folder):\(path)"])
        #expect(refused.code == 1)
        #expect(
            refused.complaints.plain(in: place).contains(
                "error: 'PLACE/mine/manage which sort' does not tell which 'sort' is used in 'PLACE/project': "))
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

    @Test func `A script that is not there is named before anything runs`() throws {
        try place.remove("project/pipelines/tools/count.sh")
        try place.write("", to: "project/pipelines/tools/counts.sh")
        for words in [["run", "tools"], ["plan", "tools"]] {
            let refused = try place.run(.fixture, words)
            #expect(refused.code == 2)
            #expect(
                refused.complaints
                    == "error: the script 'count.sh' of the step 'count' is not in the pipeline's folder "
                    + "'\(place.project)/pipelines/tools'; did you mean 'counts.sh'?\n")
        }
        #expect(try place.fixture("runs", "list").output.hasPrefix("there are no runs yet"))
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
