internal import ContentHash
internal import Execution
internal import FileSystem
internal import PipelineKit

/// What a process sees and may change in its sandbox.
struct SandboxView: Sendable {
    private let projects: [String]
    private let home: String?
    /// What is there to read besides the system, by path.
    private(set) var readable: Set<String>
    /// The folders that it may write to.
    private(set) var writable: [String] = []
    private var workFolder = "/"
    private var reachesNetwork = false
    private var devices: [String] = []
    /// The folder of the scripts, of which those are there that are declared.
    private(set) var pipelineFolder = ""

    /// Shows the system alone.
    init(sandbox: Sandbox) {
        projects = sandbox.projects
        home = sandbox.home
        readable = Set(sandbox.libraries)
    }

    /// Shows what a step declares, except for what its programs need.
    /// - Throws: `SystemError` where an input can't be looked through.
    init(sandbox: Sandbox, job: StepJob) throws(SystemError) {
        self.init(sandbox: sandbox)
        let objects = "\(Files.folder(of: Files.folder(of: job.stagingFolder)))/objects/"
        for path in Set(job.inputs.artifacts.compactMap(\.artifact.path)) {
            read([path])
            // No link leads out of an object.
            if !path.hasPrefix(objects) { read(try OutwardLinks(of: path).targets.sorted()) }
        }
        read(job.scripts.map { "\(job.pipelineFolder)/\($0)" })
        writable = [job.stagingFolder, job.checkpointFolder]
        workFolder = job.workFolder
        pipelineFolder = job.pipelineFolder
        reachesNetwork = job.network
        if !job.gpus.isEmpty { devices = SystemFolders.graphics }
    }

    /// Shows places, and what they are links to.
    mutating func read(_ paths: [String]) {
        for path in paths where !isOfSystem(path) { readable.formUnion([path, Files.resolve(path)]) }
    }

    private func isOfSystem(_ path: String) -> Bool { SystemFolders.contain(path, outside: projects) }

    /// Whether a path is there in the sandbox as it is outside of it.
    func shows(_ path: String) -> Bool {
        isOfSystem(path)
            || readable.union(writable).union(["/proc", "/dev"]).contains { path == $0 || path.hasPrefix("\($0)/") }
    }

    /// Whether a path is where the step may write.
    func allowsWriting(_ path: String) -> Bool { writable.contains { path == $0 || path.hasPrefix("\($0)/") } }

    /// How bubblewrap is told; each word holds over those before it.
    var arguments: [String] {
        var words = ["--unshare-pid", "--unshare-ipc", "--die-with-parent", "--cap-drop", "ALL"]
        words += reachesNetwork ? ["--ro-bind-try", "/run/systemd/resolve", "/run/systemd/resolve"] : ["--unshare-net"]
        words += SystemFolders.arguments + ["--proc", "/proc", "--dev", "/dev"]
        words += devices.flatMap { ["--dev-bind-try", $0, $0] }
        words += ["--tmpfs", "/tmp", "--tmpfs", "/var/tmp"]
        if let home { words += ["--dir", home] }
        words += projects.flatMap { ["--tmpfs", $0] }
        words += readable.sorted().flatMap { ["--ro-bind-try", $0, $0] }
        words += writable.flatMap { ["--bind", $0, $0] }
        // What is written to another place would vanish without a word.
        words += (projects + ["/"]).flatMap { ["--remount-ro", $0] }
        return words + ["--chdir", workFolder]
    }
}
