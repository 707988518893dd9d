import Foundation
import Processes
import ProgramTesting
import Testing

/// Steps that a sandbox keeps to what they declare.
@Suite(.enabled(if: Bubblewrap.works, "bubblewrap makes no sandbox on this machine"))
struct SandboxTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(
            """
            echo "{\\"lines\\": $(wc -l < "$1")}" > "$PIPELINE_VALUES"
            . "$(dirname "$0")/greet.sh"

            """, to: "project/pipelines/confined/count.sh")
        try place.write("echo hello\n", to: "project/pipelines/confined/greet.sh")
        try place.write("nobody declared it\n", to: "project/extra.txt")
    }

    private func run(_ how: String = "none", at place: String = "", options: [String] = ["--sandbox"]) throws
        -> RunDocument
    {
        let words = ["run", "confined", "--json", "--set", "how=\(how)", "--set", "place=\(place)"] + options
        return try RunDocument(self.place.run(.fixture, words, environment: ["FIXTURE_GUARDING": "1"]))
    }

    /// The digests of what a run made.
    private func outputs(of run: RunDocument) throws -> [String] {
        let document = try place.fixture("runs", "show", run.run, "--json").json() as? [String: Any]
        let steps = document?["steps"] as? [[String: Any]]
        return try steps?.map { "\($0["name"] ?? "") \($0["key"] ?? "") \(try text($0["outputs"]))" } ?? []
    }

    private func text(_ value: Any?) throws -> String {
        let data = try JSONSerialization.data(withJSONObject: value ?? [:], options: [.sortedKeys, .fragmentsAllowed])
        return String(decoding: data, as: UTF8.self)
    }

    @Test func `A run in a sandbox makes the bytes and the keys of one without, and shares its cache`() throws {
        let plain = try run(options: [])
        let steps = ["act", "count", "tell", "alone", "connected"]
        #expect(plain.steps("succeeded") == steps)
        #expect(try run().steps("cached") == steps)
        let confined = try run(options: ["--sandbox", "--force-all"])
        #expect(confined.steps("succeeded") == steps)
        #expect(confined.warnings == [])
        #expect(try outputs(of: confined) == outputs(of: plain))
        #expect(try outputs(of: plain).count == steps.count)
        // The process that makes the sandbox, and the step.
        #expect(try place.fixture("logs", confined.run, "act").output == "processes: 2\n")
        #expect(try place.fixture("logs", confined.run, "count").output == "hello\n")
    }

    @Test func `A step that reads what it does not declare fails, and the path is named`() throws {
        let extra = "\(place.project)/extra.txt"
        #expect(try run("reading", at: extra, options: []).code == 0)
        let confined = try run("reading", at: extra, options: ["--sandbox", "--force-all"])
        #expect(confined.code == 1)
        #expect(
            try confined.reason("act").plain(in: place) == """
                cannot use 'PLACE/project/extra.txt': No such file or directory; in the sandbox it can't read what it does not \
                declare: 'PLACE/project/extra.txt'; wire it as an input, or name it in the `reads` of a script
                """)
    }

    @Test func `A script that reads a file which it does not name fails, and the file is named`() throws {
        try place.write(". \"$(dirname \"$0\")/words.sh\"\n", to: "project/pipelines/confined/greet.sh")
        try place.write("echo words\n", to: "project/pipelines/confined/words.sh")
        #expect(
            try run().reason("count").plain(in: place) == """
                'sh' exited with code 2; in the sandbox it can't read what it does not declare: \
                'PLACE/project/pipelines/confined/words.sh'; wire it as an input, or name it in the `reads` of a script
                """)
    }

    @Test(arguments: [("writing", "project/made.txt"), ("spoiling", "project/data/names.txt")])
    func `A step writes neither to the project nor to its inputs`(how: String, file: String) throws {
        let confined = try run(how, at: "\(place.path)/\(file)")
        #expect(
            try confined.reason("act").plain(in: place) == """
                cannot use 'PLACE/\(file)': Read-only file system; in the sandbox it can't write to 'PLACE/\(file)'; let it write \
                to its outputs or its working folder
                """)
        #expect(!place.exists("project/made.txt"))
        #expect(try place.read("project/data/names.txt") == "anna\nclara\nberta\n")
    }

    @Test func `A step has no network, unless it declares one`() throws {
        let network = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")
        let confined = try run()
        #expect(try place.fixture("logs", confined.run, "connected").output == "\(network)\n")
        let alone = try place.fixture("logs", confined.run, "alone").output
        #expect(alone.hasPrefix("net:[") && alone != "\(network)\n")
        #expect(
            try run("connecting").reason("act") == """
                cannot connect: Network is unreachable; in the sandbox it has no network; declare `network: true`, or run it \
                without --sandbox
                """)
    }

    @Test func `A step that is killed in its sandbox is told from one that fails`() throws {
        #expect(try run("signal").reason("act") == "it was killed by signal 9 (KILL)")
    }

    /// Starts a run whose step waits for ever.
    private func startWaiting() throws -> (RunningProgram, [ProcessIdentity]) {
        let program = try place.start(
            .fixture, ["run", "confined", "--sandbox", "--set", "how=waiting"], environment: ["FIXTURE_GUARDING": "1"])
        _ = try WatchedFile(program.outputFile).wait(for: "  act        says  waiting", within: 60)
        return (program, processes(of: "-act-1-"))
    }

    /// The processes of steps that work in the project: bubblewrap twice, and the step.
    private func processes(of step: String = "") -> [ProcessIdentity] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.filter { pid in
            let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
            let words = String(decoding: line, as: UTF8.self)
            return words.contains("\(place.project)/artifacts/staging/") && (step.isEmpty || words.contains(step))
        }.compactMap { ProcessIdentity(of: $0) }
    }

    @Test func `What links of an input lead to is there, as it counts as its content`() throws {
        try place.write("one\ntwo\n", to: "elsewhere/real/names.txt")
        try place.write("nobody links to it\n", to: "elsewhere/real/other.txt")
        try FileManager.default.createDirectory(
            atPath: "\(place.project)/linked", withIntermediateDirectories: true)
        for (link, target) in [
            ("elsewhere/current", "real"), ("elsewhere/names.txt", "\(place.path)/elsewhere/current/names.txt"),
            ("project/linked/names.txt", "../../elsewhere/names.txt"),
        ] {
            try FileManager.default.createSymbolicLink(atPath: "\(place.path)/\(link)", withDestinationPath: target)
        }
        let linked = ["--sandbox", "--set", "input=linked"]
        #expect(try run(options: linked).code == 0)
        let other = "\(place.path)/elsewhere/real/other.txt"
        #expect(try run("reading", at: other, options: linked).code == 1)
    }

    @Test func `What a program is installed with is there`() throws {
        // As an environment of Python has its modules beside the folder of its programs.
        try place.write("echo found\n", to: "environment/lib/words.sh")
        try place.writeProgram(
            "#!/bin/sh\n. \"$(dirname \"$0\")/../lib/words.sh\"\nexec /bin/sh \"$@\"\n", to: "environment/bin/sh")
        let path = "\(place.path)/environment/bin:/usr/bin:/bin"
        let outcome = try place.run(
            .fixture, ["run", "confined", "--sandbox", "--only", "count", "--only", "act"],
            environment: ["PATH": path, "FIXTURE_GUARDING": "1"])
        #expect(outcome.code == 0, "\(outcome)")
        #expect(try place.fixture("logs", "last", "count").output == "found\nhello\n")
    }

    @Test func `Ctrl-C ends a step and its sandbox in good order`() throws {
        let (program, processes) = try startWaiting()
        #expect(processes.count == 3)
        program.send(SIGINT)
        let outcome = try program.outcome()
        #expect(outcome.code == 130)
        #expect(outcome.output.narrow.contains("act  cancelled\n"))
        #expect(self.processes() == [])
        #expect(try place.fixture("runs", "list", "--json").output.contains("\"cancelled\""))
    }

    @Test func `When a run is killed, nothing of its sandbox goes on`() async throws {
        let (program, processes) = try startWaiting()
        program.send(SIGKILL)
        #expect(try program.outcome().code == nil)
        for process in processes { #expect(await process.hasEnded(within: .seconds(30))) }
        #expect(processes.count == 3)
    }

    @Test func `Without bubblewrap --sandbox is refused, and doctor says so`() throws {
        let environment = ["PATH": "\(place.path)/programs", "FIXTURE_GUARDING": "1"]
        let refused = try place.run(.fixture, ["run", "confined", "--sandbox"], environment: environment)
        #expect(refused.code == 1)
        #expect(
            refused.complaints == """
                error: there can be no sandbox: there is no 'bwrap' on the PATH, which makes the sandbox; install it with: apt-get \
                install bubblewrap; or run without it

                """)
        let doctor = try place.run(.fixture, ["doctor"], environment: environment)
        #expect(doctor.output.contains("`run --sandbox` does not work: there is no 'bwrap' on the PATH"))
        try place.writeProgram("#!/bin/sh\necho 'bwrap: No permissions' >&2\nexit 1\n", to: "programs/bwrap")
        #expect(
            try place.run(.fixture, ["run", "confined", "--sandbox"], environment: environment).complaints == """
                error: there can be no sandbox: this machine does not let bubblewrap make a sandbox (bwrap: No permissions); allow \
                user namespaces, for example with: sysctl -w kernel.unprivileged_userns_clone=1; or run without it

                """)
    }
}

/// Whether this machine has bubblewrap, and lets it work.
private enum Bubblewrap {
    static let works: Bool = {
        let words = ["bwrap", "--unshare-pid", "--unshare-net", "--ro-bind", "/", "/", "true"]
        return (try? Outcome.of("/usr/bin/env", words))?.code == 0
    }()
}
