import ContentHash
import Execution
import PipelineKit

@testable import struct Execution.RunState

/// Plays a run without doing anything: every step runs at once and returns what the test says.
struct RunSimulation {
    private(set) var state: RunState
    /// What was decided, in order: `prepare a`, `start a`, `a: succeeded`.
    private(set) var log: [String] = []
    private(set) var prepared: [StepInstance: JSON] = [:]

    init(
        _ body: @escaping @Sendable (inout GraphBuilder) -> Void, parameters: [String: JSON] = [:],
        capacity: Resources = Resources(cpus: 100, memory: .gigabytes(100)), jobs: Int = 100,
        selection: (Graph) -> Selection = { _ in .everything }, failFast: Bool = false
    ) throws {
        let graph = try Sample(body).graph()
        state = RunState(
            graph: graph, parameters: parameters, pool: ResourcePool(capacity: capacity, jobs: jobs),
            selection: selection(graph), failFast: failFast)
    }

    /// Decides what a step returns, how it fails, or that its result is found.
    typealias Answer = (StepInstance, JSON) -> RunState.Event

    /// Starts, and answers everything that is asked until nothing is left.
    mutating func run(_ answer: Answer = { instance, _ in .ended(instance, .succeeded(outputs: .made())) }) {
        var open = note(state.start())
        while !open.isEmpty {
            let action = open.removeFirst()
            switch action {
            case .prepare(let instance, let inputs):
                prepared[instance] = inputs
                let event = answer(instance, inputs)
                switch event {
                case .found, .unprepared: open += note(state.handle(event))
                default: open += note(state.handle(.missed(instance)))
                }
            case .start(let instance, _, _): open += note(state.handle(answer(instance, prepared[instance] ?? .null)))
            case .pause(let instance, _, _): open += note(state.handle(.resumed(instance)))
            case .settle, .cancel, .finish: continue
            }
        }
    }

    /// Starts without answering.
    mutating func start() -> [RunState.Action] { note(state.start()) }

    mutating func handle(_ event: RunState.Event) -> [RunState.Action] { note(state.handle(event)) }

    private mutating func note(_ actions: [RunState.Action]) -> [RunState.Action] {
        log += actions.map(\.text)
        return actions
    }

    /// How each step ended, in words.
    var endings: [String: String] {
        Dictionary(uniqueKeysWithValues: state.endings.map { ("\($0.key)", $0.value.text) })
    }
}

extension RunState.Action {
    var text: String {
        switch self {
        case .prepare(let instance, _): "prepare \(instance)"
        case .start(let instance, let attempt, let grant):
            "start \(instance)" + (attempt > 1 ? " again" : "")
                + (grant.gpus.isEmpty ? "" : " on \(grant.gpus.joined(separator: ","))")
        case .pause(let instance, let attempt, let message): "pause \(instance) after \(attempt): \(message)"
        case .cancel(let instance): "cancel \(instance)"
        case .settle(let instance, let ending): "\(instance) \(ending.text)"
        case .finish: "finish"
        }
    }
}

extension StepEnding {
    var text: String {
        switch self {
        case .succeeded: "succeeded"
        case .cached: "cached"
        case .skipped(let reason): "skipped: \(reason)"
        case .failed(let kind, let message): "failed (\(kind.rawValue)): \(message)"
        case .upstreamFailed(let step): "upstream failed: \(step)"
        case .cancelled: "cancelled"
        }
    }
}
