internal import ContentStore
internal import Execution
internal import Processes
internal import Registry

/// Processes that go on although the run is lost, or the command was killed, that started them.
///
/// The kernel ends the process of a step with that of its run. What a step started itself may live on: it is found by the folder
/// of its attempt, which stays until garbage collection, and ended by the next run of whatever pipeline.
struct Remains: Sendable {
    let registry: Registry
    let store: ContentStore

    /// Ends what goes on of the runs that are marked as lost, and of commands that were killed.
    /// - Returns: What could not be ended, in words.
    func end() async -> [String] {
        do {
            let stagings = try store.stagings()
            guard !stagings.isEmpty else { return [] }
            let lost = try await registry.runs(status: .lost, limit: .max).map(\.id)
            var origins: [String: String] = [:]
            for name in stagings {
                let run = lost.first { name.hasPrefix("\($0)-") }.map { "the lost run \($0)" }
                guard let origin = run ?? Scratch.killed(name).map({ "a killed '\($0)'" }) else { continue }
                origins[store.path(ofStaging: name)] = origin
            }
            guard !origins.isEmpty else { return [] }
            return try await FolderProcesses(of: origins.keys.sorted()).end().map { process in
                "process \(process.pid) of \(origins[process.folder] ?? "") is still at work and can't be ended"
            }
        } catch { return ["ending what lost runs left: \(error)"] }
    }
}
