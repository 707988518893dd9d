public import ContentHash
internal import Database

/// All that is known of a run, as it was at one moment.
public struct RunRecord: Sendable {
    public let summary: RunSummary
    /// The values of its parameters.
    public let parameters: [String: JSON]
    /// Its steps, in the order of the declaration, with their attempts.
    public let steps: [StepSummary]
    /// What its steps measured.
    public let metrics: [MetricSeries]
    /// What is known of its surroundings.
    public let facts: [String: String]
}

extension Registry {
    /// Reads a run with all that belongs to it, whatever is written meanwhile.
    ///
    /// - Parameter text: `last`, an id, or the beginning of one.
    /// - Returns: What is known of it.
    /// - Throws: ``RegistryError`` where there is no such run, and `DatabaseError`.
    public func record(ofRun text: String) async throws -> RunRecord {
        try await read { connection in
            let summary = try connection.run(text)
            return RunRecord(
                summary: summary, parameters: try connection.parameters(of: summary.id),
                steps: try connection.steps(of: summary.id), metrics: try connection.metrics(of: summary.id),
                facts: try connection.facts(of: summary.id))
        }
    }
}
