internal import ContentStore
internal import Execution
internal import Processes
internal import Registry

/// Processes that go on although the run is lost that started them.
///
/// The kernel ends the process of a step with that of its run. What a step started itself may live on: it is found by the folder
/// of its attempt, which stays until garbage collection, and ended by the next run of whatever pipeline.
struct Remains: Sendable {
    let registry: Registry
    let store: ContentStore

    /// Ends what goes on of the runs that are marked as lost.
    /// - Returns: What could not be ended, in words.
    func end() async -> [String] {
        do {
            let stagings = try store.stagings()
            guard !stagings.isEmpty else { return [] }
            let lost = try await registry.runs(status: .lost, limit: .max).map(\.id)
            var runs: [String: RunID] = [:]
            for name in stagings {
                guard let run = lost.first(where: { name.hasPrefix("\($0)-") }) else { continue }
                runs[store.path(ofStaging: name)] = run
            }
            guard !runs.isEmpty else { return [] }
            return await FolderProcesses(of: runs.keys.sorted()).end().map { process in
                "process \(process.pid) of the lost run \(runs[process.folder]?.text ?? "") is still at work and can't be ended"
            }
        } catch { return ["ending what lost runs left: \(error)"] }
    }
}
