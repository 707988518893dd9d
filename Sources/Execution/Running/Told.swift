internal import PipelineKit
internal import Synchronization

/// What a step told, as it came.
final class Told: Sendable {
    private struct Kept {
        var metrics: [MetricRecord] = []
        var warnings: [String] = []
        var registrations: [ModelRegistration] = []
    }

    private let kept = Mutex(Kept())

    var metrics: [MetricRecord] { kept.withLock { $0.metrics } }
    var warnings: [String] { kept.withLock { $0.warnings } }
    var registrations: [ModelRegistration] { kept.withLock { $0.registrations } }

    func take(_ event: StepEvent, at time: Double) {
        kept.withLock { kept in
            switch event {
            case .metric(let name, let value, let step):
                kept.metrics.append(MetricRecord(name: name, value: value, step: step, time: time))
            case .registration(let model): kept.registrations.append(model)
            case .warning(let text): kept.warnings.append(text)
            case .progress, .message: break
            }
        }
    }
}
