internal import Database
public import Execution

extension Registry {
    /// What the steps of a run measured, in the order of the declaration; of a cached step, what was measured when its
    /// result was made.
    ///
    /// Each attempt has its own series; the last one is the one that counts.
    public func metrics(of run: RunID) async throws -> [MetricSeries] {
        try await read { connection in try connection.metrics(of: run) }
    }
}

extension Connection {
    /// What the steps of a run measured.
    mutating func metrics(of run: RunID) throws -> [MetricSeries] {
        let own = try metrics(
            """
            SELECT step.step, metric.attempt, metric.run, metric.name, metric.position, value, time, step.position
            FROM step JOIN metric ON metric.run = step.run AND metric.step = step.step
            WHERE step.run = ? ORDER BY metric.id
            """, of: run)
        let earlier = try metrics(
            """
            SELECT step.step, metric.attempt, metric.run, metric.name, metric.position, value, time, step.position
            FROM step
                JOIN result ON result.id =
                    (SELECT max(id) FROM result WHERE result.key = step.key AND created <= step.changed)
                JOIN metric ON metric.run = result.run AND metric.step = result.step
                    AND metric.attempt = result.attempt
            WHERE step.run = ? AND step.status = 'cached' ORDER BY metric.id
            """, of: run)
        return (own + earlier).enumerated()
            .sorted {
                ($0.element.position, $0.element.series.instance, $0.offset)
                    < ($1.element.position, $1.element.series.instance, $1.offset)
            }
            .map(\.element.series)
    }

    /// Gathers rows into series, in the order of the first value of each.
    fileprivate mutating func metrics(
        _ sql: String, of run: RunID
    ) throws -> [(position: Int, series: MetricSeries)] {
        struct Identity: Hashable {
            let instance: StepInstance
            let attempt: Int
            let run: RunID
            let name: String
            let position: Int
        }
        var order: [Identity] = []
        var points: [Identity: [MetricSeries.Point]] = [:]
        let rows: [(Identity, MetricSeries.Point)] = try query(sql, run) { row in
            let identity = Identity(
                instance: try row[0], attempt: try row[1], run: try row[2], name: try row[3], position: try row[7])
            let value: Double? = try row[5]
            return (identity, MetricSeries.Point(position: try row[4], value: value ?? .nan, time: try row[6]))
        }
        for (identity, point) in rows {
            if points[identity] == nil { order.append(identity) }
            points[identity, default: []].append(point)
        }
        return order.map { identity in
            let series = MetricSeries(
                instance: identity.instance, attempt: identity.attempt, run: identity.run, name: identity.name,
                points: points[identity] ?? [])
            return (identity.position, series)
        }
    }
}
