internal import FileSystem
internal import Glibc
internal import Processes

/// One call of git.
struct GitCommand: Sendable {
    private let arguments: [String]
    private let environment: [String: String]
    private let scratch: String

    /// Describes a call.
    /// - Parameters:
    ///   - arguments: What follows `git`.
    ///   - environment: The environment of this process; git sees where programs and its configuration are, and no more.
    ///   - scratch: A folder for what git prints.
    init(_ arguments: [String], environment: [String: String], scratch: String) {
        // A watcher of files that git leaves running would count as what a step left behind.
        self.arguments = ["-c", "core.fsmonitor=false"] + arguments
        self.scratch = scratch
        var seen = ["LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"]
        for name in ["PATH", "HOME", "XDG_CONFIG_HOME"] { seen[name] = environment[name] }
        self.environment = seen
    }

    /// What git prints; `nil` where it fails, is not there, or takes too long.
    func output(within time: Duration) async -> String? {
        let file = "\(scratch)/git-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        defer { try? Files.remove(file) }
        let child = ChildProcess(
            "git", arguments: arguments, environment: environment, workingDirectory: "/", standardOutput: file,
            timeout: time, gracePeriod: .milliseconds(100))
        guard let end = try? await child.run(), end.reason == .exited(0) else { return nil }
        return try? Files.readText(file)
    }
}
