internal import Execution
internal import PipelineKit
internal import Registry

/// Finds out which events a run was, by comparing it with the runs before it.
struct RunEvents {
    let report: RunReport
    let registry: Registry

    /// What happened, as far as it is more than that it did.
    struct Happening: Equatable {
        var models: [ModelVersionName] = []
        /// The metric with both values, in words.
        var metric = ""
    }

    /// Returns what happened; `nil` where the run was no such event.
    ///
    /// A run that was cancelled is none at all.
    func happening(_ event: NotificationEvent) async throws -> Happening? {
        guard report.status == .succeeded || report.status == .failed else { return nil }
        switch event {
        case .failure: return report.status == .failed ? Happening() : nil
        case .recovery:
            guard report.status == .succeeded, let before = try await registry.statusBefore(report.run) else {
                return nil
            }
            return before == .succeeded ? nil : Happening()
        case .newModelVersion:
            let models = try await registry.modelsRegistered(in: report.run)
            return models.isEmpty ? nil : Happening(models: models)
        case .metricFell(let name, let amount): return try await move(of: name, by: amount, isGoodUpwards: true)
        case .metricRose(let name, let amount): return try await move(of: name, by: amount, isGoodUpwards: false)
        }
    }

    private func move(of name: String, by amount: Double, isGoodUpwards: Bool) async throws -> Happening? {
        guard let now = try await registry.value(ofMetric: name, in: report.run),
            let before = try await registry.value(ofMetric: name, before: report.run), !before.isNaN
        else { return nil }
        if now.isNaN { return Happening(metric: "\(name) is not a number any more, it was \(before)") }
        let loss = isGoodUpwards ? before - now : now - before
        // 0.98 - 0.97 is a little more than 0.01 in binary fractions.
        let noise = 1e-9 * max(abs(before), abs(now), amount)
        guard loss > amount + (noise.isFinite ? noise : 0) else { return nil }
        return Happening(metric: "\(name) \(isGoodUpwards ? "fell" : "rose") from \(before) to \(now)")
    }
}
