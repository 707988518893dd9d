import ContentHash
import Execution
import PipelineKit
import Synchronization

/// A journal and a cache that forget everything with the test.
final class MemoryRegistry: RunJournal, ResultCache {
    struct Broken: FailureClassifying, CustomStringConvertible {
        let description: String
        let failureKind = FailureKind.diskFull
    }

    private struct State {
        var log: [String] = []
        var results: [Digest: StoredResult] = [:]
        var withdrawn: [Digest: StoredResult] = [:]
        var components: [String: [KeyComponent]] = [:]
        var keys: [Digest: [KeyComponent]] = [:]
        var declarations: [String: String] = [:]
        var commits: [NewResult] = []
        var metrics: [MetricRecord] = []
        var breaks: String?
        var onCommit: (@Sendable () async -> Void)?
    }

    private let state = Mutex(State())
    let time: @Sendable () -> Double

    init(time: @escaping @Sendable () -> Double = { 1000 }) { self.time = time }

    /// What was recorded, in order.
    var log: [String] { state.withLock { $0.log } }
    var commits: [NewResult] { state.withLock { $0.commits } }
    var metrics: [MetricRecord] { state.withLock { $0.metrics } }
    var results: [Digest: StoredResult] { state.withLock { $0.results } }

    /// Makes every record that begins with the text fail, as on a full disk.
    func breaks(at text: String?) { state.withLock { $0.breaks = text } }

    private func note(_ text: String) throws {
        try state.withLock { state in
            if let breaks = state.breaks, text.hasPrefix(breaks) { throw Broken(description: "no room for '\(text)'") }
            state.log.append(text)
        }
    }

    func begin(_ run: RunStart) async throws { try note("begin \(run.id)") }

    func add(_ facts: [String: String], to run: RunID) async throws {
        for (name, value) in facts.sorted(by: { $0.key < $1.key }) { try note("fact \(name) \(value)") }
    }

    func note(_ steps: [StepRecord], in run: RunID) async throws {
        for step in steps {
            try note("note \(step.instance) \(step.status.rawValue)")
            guard step.status == .cached, let key = step.key else { continue }
            state.withLock { $0.components["\(step.instance)"] = $0.keys[key] }
        }
    }

    func start(_ attempt: AttemptRecord, step: StepRecord, in run: RunID) async throws {
        try note("start \(attempt.instance) \(attempt.number): \(step.reason)")
    }

    func attach(_ process: ProcessText, to attempt: AttemptRecord, in run: RunID) async throws {
        try note("attach \(attempt.instance) \(process)")
    }

    func record(_ metrics: [MetricRecord], of instance: StepInstance, attempt: Int, in run: RunID) async throws {
        state.withLock { $0.metrics += metrics }
    }

    func fail(_ ending: AttemptEnding, step: StepRecord, in run: RunID) async throws {
        try note(
            "fail \(ending.instance) \(ending.status.rawValue) \(ending.failure?.rawValue ?? "-"): \(ending.message)")
    }

    func commit(
        _ result: NewResult, _ ending: AttemptEnding, step: StepRecord, in run: RunID
    ) async throws -> RegisteredModels {
        try note("commit \(ending.instance)")
        let models = result.registrations.map { ModelVersionName(group: $0.group, version: 1) }
        state.withLock { state in
            state.commits.append(result)
            state.metrics += result.metrics
            state.components["\(ending.instance)"] = result.key.components
            state.keys[result.key.digest] = result.key.components
            for component in result.key.components where component.tag == .code {
                state.declarations[component.value] = result.declarations
            }
            if result.isReusable {
                state.results[result.key.digest] = StoredResult(
                    key: result.key.digest, outputs: result.outputs, time: time(), seconds: ending.seconds, run: run,
                    models: models)
            }
        }
        return RegisteredModels(versions: models)
    }

    func finish(_ run: RunID, _ status: RunStatus, seconds: Double, time: Double) async throws {
        try note("finish \(status.rawValue)")
    }

    func result(for key: Digest) async throws -> StoredResult? { state.withLock { $0.results[key] } }

    func withdrawnResult(for key: Digest) async throws -> StoredResult? { state.withLock { $0.withdrawn[key] } }

    func components(of step: String, pipeline: String, in run: RunID?) async throws -> [KeyComponent]? {
        state.withLock { $0.components[step] }
    }

    func declarations(ofCode digest: String) async throws -> String? { state.withLock { $0.declarations[digest] } }

    func invalidate(_ key: Digest) async throws {
        try note("invalidate")
        state.withLock { $0.withdrawn[key] = $0.results.removeValue(forKey: key) }
    }
}
