import Glibc
import Processes
import Testing

@Suite struct `A child that can't be started` {
    private func failure(_ child: ChildProcess) async -> ProcessError? {
        await #expect(throws: ProcessError.self) { try await child.run { _ in Issue.record("a child was started") } }
    }

    @Test func `A name that is in no folder of PATH`() async {
        let error = await failure(
            ChildProcess("pythn3", environment: ["PATH": "/usr/bin:/bin"], workingDirectory: "/"))
        #expect(error?.code == .notFoundInPath)
        #expect(
            error?.description == "no program is named 'pythn3' in PATH (/usr/bin:/bin): install it, or give its path")
    }

    @Test func `A path without a file`() async {
        let error = await failure(ChildProcess("/nonexistent/tool", workingDirectory: "/"))
        #expect(error?.code == .notFound)
        #expect(error?.errno == ENOENT)
        #expect(error?.description == "the program '/nonexistent/tool' doesn't exist: check its path")
    }

    @Test func `A file without execute permission`() async throws {
        let folder = try TemporaryFolder()
        let tool = try folder.write("#!/bin/sh\n", "tool")
        let expected = """
            the program '\(tool)' may not be executed (Permission denied): \
            it must be a file with execute permission (chmod +x)
            """
        #expect(await failure(ChildProcess(tool, workingDirectory: "/"))?.description == expected)
        let named = ChildProcess("tool", environment: ["PATH": folder.path], workingDirectory: "/")
        #expect(await failure(named)?.description == expected)
    }

    @Test func `A folder instead of a program`() async {
        let error = await failure(ChildProcess("/usr", workingDirectory: "/"))
        #expect(error?.code == .notExecutable)
    }

    @Test func `A script without a first line`() async throws {
        let folder = try TemporaryFolder()
        let tool = try await folder.writeProgram("echo hello\n", "tool")
        let error = await failure(ChildProcess(tool, workingDirectory: "/"))
        #expect(error?.code == .badFormat)
        #expect(
            error?.description
                == "'\(tool)' is no program for this machine: a script needs a first line such as '#!/bin/sh'")
    }

    @Test func `A script whose interpreter is missing`() async throws {
        let folder = try TemporaryFolder()
        _ = try await folder.writeProgram("#!/nonexistent/python\n", "tool")
        let error = await failure(ChildProcess("./tool", workingDirectory: folder.path))
        #expect(error?.code == .interpreterMissing)
        #expect(
            error?.description == """
                '\(folder.path)/./tool' exists, but the interpreter of its first line, or its loader, doesn't: install that
                """)
    }

    @Test func `A working directory that is missing, or is none`() async throws {
        let missing = await failure(ChildProcess("/bin/sh", workingDirectory: "/nonexistent"))
        #expect(missing?.code == .workingDirectoryMissing)
        #expect(
            missing?.description
                == "the working directory '/nonexistent' of '/bin/sh' doesn't exist: create it first")
        let file = await failure(ChildProcess("/bin/sh", workingDirectory: "/bin/sh"))
        #expect(
            file?.description == """
                the working directory '/bin/sh' of '/bin/sh' can't be entered (Not a directory): \
                it must be a folder with execute permission
                """)
    }

    @Test func `An output in a folder that is missing`() async {
        let error = await failure(
            ChildProcess("/bin/sh", workingDirectory: "/", standardOutput: "/nonexistent/log"))
        #expect(error?.code == .outputUnusable)
        #expect(
            error?.description == """
                the output of '/bin/sh' can't be appended to '/nonexistent/log' (No such file or directory): \
                its folder must exist, and be writable
                """)
    }

    @Test func `A named pipe that nobody reads as output`() async throws {
        let folder = try TemporaryFolder()
        let pipe = "\(folder.path)/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let error = await failure(ChildProcess("/bin/sh", workingDirectory: "/", standardError: pipe))
        #expect(error?.code == .outputUnusable)
        #expect(error?.errno == ENXIO)
    }

    @Test func `More arguments than the system takes`() async {
        let error = await failure(
            ChildProcess(
                "/bin/true", arguments: Array(repeating: String(repeating: "x", count: 100_000), count: 100),
                workingDirectory: "/"))
        #expect(
            error?.description == """
                the arguments and environment of '/bin/true' are longer than the system takes: pass long lists in a file
                """)
    }

    @Test func `A description that no system can pass on`() async {
        func message(_ child: ChildProcess) async -> String? { await failure(child)?.description }
        #expect(await message(ChildProcess("", workingDirectory: "/")) == "'' can't be started: its path is empty")
        #expect(
            await message(ChildProcess("/bin/sh", arguments: ["a\0b"], workingDirectory: "/"))
                == "'/bin/sh' can't be started: 'a\\0b' contains a NUL character")
        #expect(
            await message(ChildProcess("/bin/sh", environment: ["A=B": "1"], workingDirectory: "/"))
                == "'/bin/sh' can't be started: 'A=B' is no name for an environment variable")
        #expect(
            await message(ChildProcess("/bin/sh", environment: ["A": "\0"], workingDirectory: "/"))
                == "'/bin/sh' can't be started: the environment variable 'A' contains a NUL character")
        #expect(
            await message(ChildProcess("/bin/sh", workingDirectory: "/", eventDescriptor: 2))
                == "'/bin/sh' can't be started: its event descriptor is 2, and must be from 3 to 63")
    }

    @Test func `No descriptor left`() async {
        await #expect(processExitsWith: .success) {
            // The thread needs its own descriptors first.
            _ = try await ChildProcess("/bin/true", workingDirectory: "/").run()
            var limit = rlimit(rlim_cur: 0, rlim_max: 0)
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            let error = await #expect(throws: ProcessError.self) {
                try await ChildProcess("/bin/true", workingDirectory: "/").run()
            }
            #expect(error?.code == .resourceExhausted)
            #expect(
                error?.description == """
                    '/bin/true' can't be started (open /dev/null: Too many open files): \
                    run fewer at a time, or raise the limits that 'ulimit -a' shows
                    """)
        }
    }
}
