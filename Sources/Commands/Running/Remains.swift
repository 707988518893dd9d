internal import ContentStore
internal import Execution
internal import Processes
internal import Registry

/// Processes that go on although the run, or the command, that started them is gone.
///
/// The kernel ends the process of a step with that of its run. What a step started itself may live on: it is found by the folder
/// of its attempt, which stays until garbage collection, and ended by the next run of whatever pipeline.
struct Remains: Sendable {
    let registry: Registry
    let store: ContentStore

    /// Ends what goes on of runs that don't, whatever the registry calls them or whether it knows them, and of commands
    /// that were killed.
    /// - Returns: What could not be ended, in words.
    func end() async -> [String] {
        do {
            // Listed before the runs are, so that none of a run that begins meanwhile is taken for abandoned.
            let stagings = try store.stagings()
            guard !stagings.isEmpty else { return [] }
            let running = try await registry.runs(status: .running, limit: .max)
            var origins: [String: String] = [:]
            for name in try Scratch.abandoned(stagings, beside: running, in: store) {
                let run = "the run \(name.prefix { $0 != "-" }), which is gone,"
                origins[store.path(ofStaging: name)] = Scratch.killed(name).map { "a killed '\($0)'" } ?? run
            }
            guard !origins.isEmpty else { return [] }
            return try await FolderProcesses(of: origins.keys.sorted()).end().map { process in
                "process \(process.pid) of \(origins[process.folder] ?? "") is still at work and can't be ended"
            }
        } catch { return ["ending what lost runs left: \(error)"] }
    }
}
