internal import Execution
internal import FileSystem

/// The folders `artifacts/runs/RUN/STEP/` with the logs of attempts and links to outputs.
struct RunFolders: Sendable {
    /// A log of an attempt.
    struct Log: Sendable {
        let path: String
        /// The step as it is shown: `train`, `fold_train[2]`.
        let step: String
        let size: Int64
    }

    /// The folder of the folders of all runs.
    let path: String

    init(of project: Project) { path = "\(project.artifacts)/runs" }

    /// The runs that have one, in the order of their beginnings.
    var runs: [RunID] {
        get throws(SystemError) {
            guard try FileStatus.ifPresent(path) != nil else { return [] }
            return try Folders.names(in: path).map { RunID($0) }
        }
    }

    /// The logs of a run, as far as they are still there.
    func logs(of run: RunID) -> [Log] {
        let folder = "\(path)/\(run)"
        return ((try? Folders.files(below: folder)) ?? []).sorted().compactMap { name in
            guard name.hasSuffix(".log"), let status = try? FileStatus(ofLink: "\(folder)/\(name)"),
                status.kind == .file
            else { return nil }
            return Log(
                path: "\(folder)/\(name)", step: String(name.prefix { $0 != "/" }), size: status.size)
        }
    }

    /// The size of a run's logs; links take next to nothing.
    func size(of run: RunID) -> Int64 { logs(of: run).reduce(0) { $0 + $1.size } }

    func remove(_ run: RunID) throws(SystemError) {
        guard (try? FileStatus(ofLink: "\(path)/\(run)")) != nil else { return }
        try Folders.remove("\(path)/\(run)")
    }

    /// Waits until the disk has lost the names of those that were removed.
    func synchronize() throws(SystemError) {
        if try FileStatus.ifPresent(path) != nil { try Files.synchronize(path) }
    }
}
