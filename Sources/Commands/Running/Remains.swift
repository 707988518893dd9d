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

    /// Finds runs that were lost, and ends what goes on of them.
    /// - Parameter time: When runs are noticed to be lost, in seconds since 1970.
    /// - Returns: What could not be ended, in words.
    func end(at time: Double) async -> [String] {
        do {
            let stagings = try store.stagings()
            guard !stagings.isEmpty else { return [] }
            try await registry.markLostRuns(at: time)
            let lost = try await registry.runs(status: .lost, limit: .max).map(\.id)
            var warnings: [String] = []
            for name in stagings {
                guard let run = lost.first(where: { name.hasPrefix("\($0)-") }) else { continue }
                for process in await FolderProcesses(of: store.path(ofStaging: name)).end() {
                    warnings.append("process \(process) of the lost run \(run) is still at work and can't be ended")
                }
            }
            return warnings
        } catch { return ["ending what lost runs left: \(error)"] }
    }
}
