package import Foundation
import Synchronization

/// A process that a test started.
package final class RunningProgram: Sendable {
    package let pid: pid_t
    private let files: String
    private let end = Mutex<Int32?>(nil)

    /// Starts a program as a shell would: no signal blocked, none ignored, nothing open that is not its own.
    package init(
        _ path: String, _ arguments: [String], environment: [String: String], folder: String, files: String
    ) throws {
        self.files = files
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "\(files).out", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "\(files).err", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // Foundation takes a process for alive as long as anyone has the socket open that it was given.
        for descriptor in Int32(3)..<1024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        // `env` changes the folder and becomes the program, so that its process is the program's.
        let words = (["env", "--chdir=\(folder)", path] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { variables.forEach { free($0) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, "/usr/bin/env", &actions, &attributes, words, variables)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
        pid = child
    }

    deinit {
        // A test that failed half-way leaves nothing behind.
        guard end.withLock({ $0 }) == nil else { return }
        kill(pid, SIGKILL)
        waitpid(pid, nil, 0)
    }

    package func send(_ signal: Int32) { kill(pid, signal) }

    /// The file that it writes its standard output to.
    package var outputFile: String { "\(files).out" }

    /// What it wrote to standard output so far.
    package var output: String { (try? String(contentsOfFile: "\(files).out", encoding: .utf8)) ?? "" }

    /// Waits until it has written something to standard output.
    package func waitForOutput(_ text: String) throws {
        try WatchedFile("\(files).out").wait(within: 30) { output.contains(text) }
    }

    /// Waits until it ends.
    package func outcome() throws -> Outcome {
        let status = end.withLock { end in
            if let end { return end }
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
            end = status
            return status
        }
        let complaints = try String(contentsOfFile: "\(files).err", encoding: .utf8)
        return Outcome(status: status, output: output, complaints: complaints)
    }
}
