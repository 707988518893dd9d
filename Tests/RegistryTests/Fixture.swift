import ContentHash
import Database
import Execution
import FoundationEssentials
import PipelineKit
import Registry

/// A folder that disappears with its owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        path = parent + "/registry-tests-" + UUID().uuidString
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// A registry in a folder of its own.
struct Fixture {
    let registry: Registry
    let path: String

    /// By default all processes still run.
    init(isAlive: @escaping @Sendable (ProcessText) -> Bool = { _ in true }) throws {
        let folder = TemporaryFolder()
        path = "\(folder.path)/registry/registry.sqlite"
        // The folder stays for as long as the registry does, which owns this closure.
        registry = try Registry(path: path) { process in withExtendedLifetime(folder) { isAlive(process) } }
    }

    /// Another process's view of the same file.
    func other() throws -> Registry { try Registry(path: path, isAlive: { _ in true }) }

    /// The one integer that a query gives.
    func number(_ sql: String) throws -> Int? {
        var connection = try Connection(path: path, access: .readOnly)
        return try connection.first(sql) { try $0[0] }
    }

    /// Changes the file behind the registry's back.
    func change(_ script: String) throws {
        var connection = try Connection(path: path)
        try connection.transaction { connection in try connection.execute(script: script) }
    }
}

extension Registry {
    /// Begins a run of which nothing special is to be known.
    func begin(
        _ id: String, of pipeline: String = "road_sign", parameters: [String: JSON] = [:], at time: Double = 1000,
        process: String = "1:2:boot"
    ) async throws {
        try await begin(
            RunStart(
                id: RunID(id), pipeline: pipeline, parameters: parameters, command: ["pipeline", "run", pipeline],
                time: time, process: process))
    }

    func start(
        _ step: StepInstance, key: ActionKey?, attempt: Int = 1, at time: Double = 1001, in run: String
    ) async throws {
        try await start(
            .of(step, attempt, at: time),
            step: .of(step, .running, key: key, attempts: attempt, at: time), in: RunID(run))
    }

    /// Does all that belongs to one step that succeeds at once.
    @discardableResult
    func succeed(
        _ step: StepInstance, key: ActionKey, _ result: NewResult? = nil, at time: Double = 1001, in run: String
    ) async throws -> [ModelVersionName] {
        try await start(step, key: key, at: time, in: run)
        return try await commit(
            result ?? .of(key), .succeeded(step), step: .of(step, .succeeded, key: key, attempts: 1, at: time),
            in: RunID(run)
        ).versions
    }

    /// Moves an alias to a version whose artifact is intact, wherever the alias is.
    @discardableResult
    func setAlias(_ alias: String, to version: ModelVersionName, by decision: Decision) async throws -> AliasChange? {
        try await setAlias(alias, to: version, by: decision, artifact: .intact)
    }
}

extension ActionKey {
    /// A key that differs with the number of epochs.
    static func of(epochs: Int, code: String = "c0de", label: String = "epochs") -> ActionKey {
        ActionKey([
            KeyComponent(.kind, "step", value: "Vision.Train"), KeyComponent(.code, "Vision.Train", value: code),
            KeyComponent(.input, "epochs", label: label, value: "\(epochs)"),
        ])
    }
}

extension NewResult {
    static func of(
        _ key: ActionKey, outputs: JSON = [:], artifacts: [ResultArtifact] = [], inputs: [ResultArtifact] = [],
        declarations: String? = nil, metrics: [MetricRecord] = [], registrations: [ResolvedRegistration] = [],
        isReusable: Bool = true
    ) -> NewResult {
        NewResult(
            key: key, outputs: outputs, artifacts: artifacts, inputs: inputs, declarations: declarations,
            metrics: metrics, registrations: registrations, isReusable: isReusable)
    }
}

extension StepRecord {
    static func of(
        _ step: StepInstance, _ status: StepStatus, key: ActionKey? = nil, position: Int = 0, reason: String = "",
        attempts: Int = 0, at time: Double
    ) -> StepRecord {
        StepRecord(
            instance: step, position: position, status: status, reason: reason, key: key?.digest, seconds: 2,
            attempts: attempts, time: time)
    }
}

extension AttemptRecord {
    static func of(_ step: StepInstance, _ number: Int = 1, at time: Double = 1001) -> AttemptRecord {
        AttemptRecord(instance: step, number: number, time: time, log: "\(step)/attempt-\(number).log")
    }
}

extension AttemptEnding {
    static func succeeded(_ step: StepInstance) -> AttemptEnding {
        AttemptEnding(
            instance: step, number: 1, status: .succeeded, seconds: 2, cpuSeconds: 1.5, peakMemory: 4096)
    }
}

extension ResolvedRegistration {
    static func of(
        _ group: String, model: String, evaluation: String? = nil, alias: String? = nil,
        metrics: [String: Double] = ["accuracy": 0.99, "loss": .nan]
    ) -> ResolvedRegistration {
        ResolvedRegistration(
            group: group, model: .of(model), form: .file, evaluation: evaluation.map(Digest.of), metrics: metrics,
            alias: alias)
    }
}

extension ResultArtifact {
    static func of(_ name: String, _ content: String, size: Int64 = 100) -> ResultArtifact {
        ResultArtifact(name: name, form: .file, digest: .of(content), size: size)
    }
}

extension Digest {
    static func of(_ content: String) -> Digest { SHA256.digest(of: content) }
}

extension StepInstance {
    static let train = StepInstance("train")
    static let register = StepInstance("register")
}

extension Decision {
    static let ada = Decision(who: "ada", why: "best so far", time: 5000)
    static let bob = Decision(who: "bob", why: "regressed at night", time: 6000)

    /// Ada's decision at a time.
    static func ada(at time: Double) -> Decision { Decision(who: "ada", why: "", time: time) }
}

/// The text of the error that a closure throws.
func message(of body: () async throws -> some Any) async -> String {
    do {
        _ = try await body()
        return "nothing was thrown"
    } catch { return "\(error)" }
}
