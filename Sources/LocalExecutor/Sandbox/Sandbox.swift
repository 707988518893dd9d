internal import Execution
internal import FileSystem
internal import Processes
internal import Synchronization

/// Shows each step what it declares and nothing else, by means of bubblewrap.
///
/// A step sees the system, its program, its inputs, its scripts and its declared programs, all read-only. It writes to
/// its own folder and to a private `/tmp`, and reaches no network unless it declares to. What it does not declare is
/// not there, so that it fails now and not with a result that a cache keeps. Keys and digests are those of a run
/// without a sandbox.
public final class Sandbox: Sendable {
    /// The path of bubblewrap.
    let program: String
    /// Folders of which a step sees its own files only, and in which it can't write elsewhere.
    let projects: [String]
    /// What every step's process needs besides the system: the folders of the libraries that this one runs with.
    let libraries: [String]
    /// The folder of whoever runs it, which is there and empty.
    let home: String?
    private let environment: [String: String]
    private let known = Mutex<[String: [String]]>([:])

    /// Finds bubblewrap.
    /// - Parameters:
    ///   - environment: The environment of this process.
    ///   - projects: The folders of the project and of its state.
    /// - Throws: ``SandboxError/missing`` where it is not installed.
    public init(environment: [String: String], projects: [String]) throws(SandboxError) {
        guard let program = SearchPath(environment: environment).program("bwrap") else { throw .missing }
        self.program = program
        self.environment = environment
        let projects = Set(projects.map(Files.resolve)).sorted()
        self.projects = projects
        home = environment["HOME"].flatMap { home in
            home.hasPrefix("/") && !SystemFolders.contain(home, outside: projects) ? home : nil
        }
        libraries = LoadedLibraries.folders.filter { !SystemFolders.contain($0, outside: projects) }
    }

    /// Finds out whether this machine lets bubblewrap do its work.
    ///
    /// Bubblewrap that is killed with its parent may leave a process behind which waits for it forever: the folder tells whose.
    /// - Parameter folder: The absolute path of an empty folder, which the processes of the trial have as their `TMPDIR`.
    /// - Throws: ``SandboxError/refused(_:)`` with what it said where not.
    public func check(in folder: String) async throws(SandboxError) {
        let trial = SandboxView(sandbox: self).arguments + ["--", "/bin/sh", "-c", "exit 0"]
        do {
            let words = "\(folder)/words"
            let end = try await ChildProcess(
                program, arguments: trial, environment: ["TMPDIR": "\(folder)/"], workingDirectory: "/",
                standardOutput: words, standardError: words, timeout: .seconds(20), diesWithParent: true
            ).run()
            guard end.reason != .exited(0) else { return }
            let said = try Files.readText(words).split(separator: "\n").first.map(String.init)
            throw SandboxError.refused(said ?? "bwrap \(end.reason)")
        } catch let error as SandboxError {
            throw error
        } catch {
            throw .refused("\(error)")
        }
    }

    /// What an attempt at a step sees.
    /// - Throws: `SystemError` where an input can't be looked through.
    func view(for job: StepJob) async throws -> SandboxView {
        var view = try await Blocking.run { () throws(SystemError) in try SandboxView(sandbox: self, job: job) }
        for path in job.programs.values.sorted() { view.read(await places(of: path, scratch: job.stagingFolder)) }
        return view
    }

    /// The command that starts a step's program in its sandbox.
    ///
    /// The program is executed from an open descriptor, as its path is not there, or may be another program's by now. The
    /// sandbox itself ignores TERM, which its group is sent: it ends when the step has used its grace period.
    /// - Parameters:
    ///   - executable: The program.
    ///   - arguments: What follows its name.
    ///   - view: What it sees.
    /// - Returns: The words of the command.
    func command(_ executable: String, _ arguments: [String], seeing view: SandboxView) -> [String] {
        let script = "trap '' TERM; exec 4<\"$1\"; shift; exec \"$@\""
        return ["/bin/sh", "-c", script, "sh", executable, program] + view.arguments + ["--", "/proc/self/fd/4"]
            + arguments
    }

    /// What has to be there for a program to work, found out once.
    private func places(of path: String, scratch: String) async -> [String] {
        if let places = known.withLock({ $0[path] }) { return places }
        let installed = InstalledProgram(path, environment: environment)
        let places = await installed.places(outside: projects, scratch: scratch)
        known.withLock { $0[path] = places }
        return places
    }
}

/// Why steps can't be run in a sandbox.
public enum SandboxError: Error, Hashable, CustomStringConvertible {
    /// Bubblewrap is not installed.
    case missing
    /// The machine does not let it work.
    case refused(String)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .missing:
            "there is no 'bwrap' on the PATH, which makes the sandbox; install it with: apt-get install bubblewrap"
        case .refused(let words):
            "this machine does not let bubblewrap make a sandbox (\(words)); allow user namespaces, for example with: "
                + "sysctl -w kernel.unprivileged_userns_clone=1"
        }
    }
}
