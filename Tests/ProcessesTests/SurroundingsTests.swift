import Glibc
import Processes
import Testing

@Suite struct `What a child is given` {
    private func output(
        _ program: String, _ arguments: [String] = [], _ change: (inout ChildProcess) -> Void = { _ in }
    )
        async throws -> String
    {
        let folder = try TemporaryFolder()
        var child = ChildProcess(
            program, arguments: arguments, workingDirectory: "/", standardOutput: "\(folder.path)/out")
        change(&child)
        #expect(try await child.run().reason == .exited(0))
        return try folder.read("out")
    }

    @Test func `The environment is what was said and nothing else, in order`() async throws {
        let folder = try TemporaryFolder()
        let child = ChildProcess(
            "/usr/bin/env", environment: ["Z": "", "A": "1 = 2", "Ä": "ö\n✓", "a": "x"], workingDirectory: "/",
            standardOutput: "\(folder.path)/out")
        _ = try await child.run()
        #expect(try folder.read("out") == "A=1 = 2\nZ=\na=x\nÄ=ö\n✓\n")
    }

    @Test func `Arguments come exactly, the empty one too`() async throws {
        let given = ["%s|", "", "a b", "*", "'\"$HOME", "é"]
        #expect(try await output("/usr/bin/printf", given) == "|a b|*|'\"$HOME|é|")
    }

    @Test func `The working directory is the one that was said`() async throws {
        let folder = try TemporaryFolder()
        #expect(
            try await output("/bin/readlink", ["/proc/self/cwd"]) { $0.workingDirectory = folder.path }
                == "\(folder.path)\n")
    }

    @Test func `A bare name is looked up in the PATH of the child's own environment`() async throws {
        let folder = try TemporaryFolder()
        _ = try await folder.writeProgram("#!/bin/sh\necho found\n", "tool")
        let child = ChildProcess(
            "tool", environment: ["PATH": "/nonexistent:\(folder.path)"], workingDirectory: "/",
            standardOutput: "\(folder.path)/out")
        #expect(try await child.run().reason == .exited(0))
        #expect(try folder.read("out") == "found\n")
    }

    @Test func `A relative path counts from the working directory`() async throws {
        let folder = try TemporaryFolder()
        _ = try await folder.writeProgram("#!/bin/sh\nexit 9\n", "tool")
        #expect(try await ChildProcess("./tool", workingDirectory: folder.path).run().reason == .exited(9))
    }

    @Test func `Standard input is empty, and no other descriptor is passed on`() async throws {
        #expect(try await output("/bin/cat") == "")
        // The third is the folder itself, which ls opens.
        #expect(try await output("/bin/ls", ["/proc/self/fd"]) == "0\n1\n2\n3\n")
    }

    @Test func `Standard input holds what was said, more than a pipe holds too, and ends`() async throws {
        #expect(
            try await output("/bin/cat") { $0.standardInput = Array("user = \"ada:secret\"\n".utf8) }
                == "user = \"ada:secret\"\n")
        let large = String(repeating: "0123456789abcde\n", count: 20_000)
        #expect(try await output("/bin/cat") { $0.standardInput = Array(large.utf8) } == large)
    }

    @Test func `No signal is blocked or ignored`() async throws {
        let status = try await output("/bin/grep", ["-E", "^Sig(Blk|Ign)", "/proc/self/status"])
        #expect(status == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n")
    }

    @Test func `The child leads a process group of its own`() async throws {
        let log = Log<EventLine>()
        let pid = Log<ProcessIdentity>()
        _ = try await shell("read pid name state parent group rest < /proc/self/stat; echo $$ $group >&3").run(
            started: pid.note, event: log.note)
        let leader = try #require(pid.entries.first).pid
        #expect(log.texts == ["\(leader) \(leader)"])
    }

    @Test func `Both outputs are appended to one file, in the order they were written`() async throws {
        let folder = try TemporaryFolder()
        let log = try folder.write("before\n", "log")
        var child = shell("echo out; echo error >&2; echo out again")
        (child.standardOutput, child.standardError) = (log, log)
        _ = try await child.run()
        _ = try await child.run()
        let once = "out\nerror\nout again\n"
        #expect(try folder.read("log") == "before\n" + once + once)
    }

    @Test func `The outputs may go to two files`() async throws {
        let folder = try TemporaryFolder()
        var child = shell("echo out; echo error >&2")
        (child.standardOutput, child.standardError) = ("\(folder.path)/out", "\(folder.path)/error")
        _ = try await child.run()
        #expect(try folder.read("out") == "out\n")
        #expect(try folder.read("error") == "error\n")
    }

    @Test func `The address space is limited`() async throws {
        #expect(try await output("/bin/sh", ["-c", "ulimit -v"]) { $0.addressSpaceLimit = 1 << 30 } == "1048576\n")
    }

    @Test func `A child dies with its parent where that was said`() async throws {
        let folder = try TemporaryFolder()
        let pipe = "\(folder.path)/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let reading = open(pipe, O_RDONLY | O_NONBLOCK)
        defer { close(reading) }
        await #expect(processExitsWith: .exitCode(3)) { [pipe = pipe as String] in
            // The child holds the pipe open until it dies; the parent dies without a word as soon as it has a child.
            let child = ChildProcess(
                "/bin/sleep", arguments: ["1000"], workingDirectory: "/", standardOutput: pipe, diesWithParent: true)
            _ = try await child.run { _ in _exit(3) }
        }
        var hangUp = pollfd(fd: reading, events: 0, revents: 0)
        #expect(poll(&hangUp, 1, 60_000) == 1)
    }
}
