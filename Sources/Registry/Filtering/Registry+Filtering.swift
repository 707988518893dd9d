internal import ContentHash
internal import Database
internal import Execution
internal import PipelineKit

extension Registry {
    /// Finds runs by what they are, were given, and measured.
    /// - Throws: ``FilterError`` for a mistake in the filter or the order.
    public func runs(matching query: RunQuery) async throws -> RunSelection {
        try await read { connection in
            let vocabulary = try connection.vocabulary()
            let condition = try query.filter.map { text in try FilterParser.condition(text, vocabulary) }
            let order = try query.order.map { text in try RunOrder(text, vocabulary) }
            var fields = condition?.fields ?? []
            if let order, !fields.contains(order.field) { fields.append(order.field) }
            var ids: [RunID] = try connection.query(
                "SELECT id FROM run WHERE ?1 IS NULL OR pipeline = ?1 ORDER BY started DESC, id DESC", query.pipeline
            ) { try $0[0] }
            var values: [RunField: [RunID: RunFieldValue]] = [:]
            for field in fields { values[field] = try connection.values(of: field) }
            func value(_ field: RunField, _ run: RunID) -> RunFieldValue { values[field]?[run] ?? .missing }
            if let condition { ids = ids.filter { run in condition.holds { value($0, run) } == true } }
            if let order { ids = order.sorted(ids) { value(order.field, $0) } }
            let rows = try ids.prefix(query.limit).compactMap { id in
                try connection.runs("WHERE id = ?", [id]).first.map { run in
                    RunSelection.Row(run: run, values: fields.map { value($0, id) })
                }
            }
            return RunSelection(fields: fields, rows: rows)
        }
    }
}

/// What to sort by, and in which direction.
private struct RunOrder {
    let field: RunField
    let isDescending: Bool

    init(_ text: String, _ vocabulary: RunVocabulary) throws(FilterError) {
        isDescending = text.hasPrefix("-")
        let name = isDescending ? String(text.dropFirst()) : text
        let start = isDescending ? 1 : 0
        field = try vocabulary.field(name, in: text, at: start..<start + name.count)
    }

    /// Sorts runs that stand newest first, and leaves equal ones so.
    func sorted(_ runs: [RunID], by value: (RunID) -> RunFieldValue) -> [RunID] {
        let keyed = runs.enumerated().map { (run: $0.element, place: $0.offset, value: value($0.element)) }
        return keyed.sorted { left, right in
            if let isFirst = precedes(left.value, right.value) { return isFirst }
            return left.place < right.place
        }.map(\.run)
    }

    /// Whether one value comes before another; `nil` where neither does.
    private func precedes(_ left: RunFieldValue, _ right: RunFieldValue) -> Bool? {
        switch (left, right) {
        case (.missing, .missing): return nil
        case (.missing, _): return false
        case (_, .missing): return true
        case (.number(let left), .number(let right)):
            // What is no number comes after all that are.
            if left.isNaN || right.isNaN { return left.isNaN == right.isNaN ? nil : right.isNaN }
            return left == right ? nil : (left < right) != isDescending
        case (.text(let left), .text(let right)):
            return left == right ? nil : left.utf8.lexicographicallyPrecedes(right.utf8) != isDescending
        case (.number, .text): return !isDescending
        case (.text, .number): return isDescending
        }
    }
}

extension Connection {
    fileprivate mutating func vocabulary() throws -> RunVocabulary {
        var vocabulary = RunVocabulary()
        let metrics: [(String, String)] = try query("SELECT DISTINCT name, step FROM metric") { (try $0[0], try $0[1]) }
        for (name, step) in metrics { vocabulary.metrics[name, default: []].insert(step) }
        vocabulary.parameters = Set(try query("SELECT DISTINCT name FROM run_parameter") { try $0[0] })
        vocabulary.facts = Set(try query("SELECT DISTINCT name FROM run_fact") { try $0[0] })
        return vocabulary
    }

    /// What each run has for a field; runs without it are left out.
    fileprivate mutating func values(of field: RunField) throws -> [RunID: RunFieldValue] {
        switch field {
        case .id: try texts("SELECT id, id FROM run")
        case .pipeline: try texts("SELECT id, pipeline FROM run")
        case .status: try texts("SELECT id, status FROM run")
        case .pinned: try texts("SELECT id, iif(pinned IS NULL, 'no', 'yes') FROM run")
        case .schedule: try texts("SELECT run, schedule FROM schedule_firing WHERE run IS NOT NULL")
        case .started: try numbers("SELECT id, started FROM run")
        case .seconds: try numbers("SELECT id, seconds FROM run WHERE seconds IS NOT NULL")
        case .fact(let name): try texts("SELECT run, value FROM run_fact WHERE name = ?", name)
        case .parameter(let name): try parameters(name)
        case .metric(let name, let step): try metrics(name, of: step)
        }
    }

    private mutating func texts(_ sql: String, _ values: String...) throws -> [RunID: RunFieldValue] {
        let rows: [(RunID, String)] = try query(sql, values: values) { (try $0[0], try $0[1]) }
        return Dictionary(rows.map { ($0, .text($1)) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func numbers(_ sql: String) throws -> [RunID: RunFieldValue] {
        let rows: [(RunID, Double)] = try query(sql) { (try $0[0], try $0[1]) }
        return Dictionary(rows.map { ($0, .number($1)) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func parameters(_ name: String) throws -> [RunID: RunFieldValue] {
        let rows: [(RunID, JSON)] = try query("SELECT run, value FROM run_parameter WHERE name = ?", name) {
            (try $0[0], try $0[1])
        }
        let values = rows.map { run, value -> (RunID, RunFieldValue) in
            if let number = value.number { return (run, .number(number)) }
            // A file or folder is known by where it is.
            return (run, .text(ArtifactReference(value)?.path ?? value.displayText))
        }
        return Dictionary(values, uniquingKeysWith: { first, _ in first })
    }

    /// The last value of a measure; of a cached step, the one that was told when its result was made.
    private mutating func metrics(_ name: String, of step: String?) throws -> [RunID: RunFieldValue] {
        let rows: [(RunID, Double?)] = try query(
            """
            SELECT run, value, max(id) FROM (
                SELECT step.run AS run, metric.value AS value, metric.id AS id
                FROM metric JOIN step ON step.run = metric.run AND step.step = metric.step
                WHERE metric.name = ?1 AND (?2 IS NULL OR step.step = ?2)
                UNION ALL
                SELECT step.run, metric.value, metric.id
                FROM step
                    JOIN result ON result.id =
                        (SELECT max(id) FROM result WHERE result.key = step.key AND created <= step.changed)
                    JOIN metric ON metric.run = result.run AND metric.step = result.step
                        AND metric.attempt = result.attempt
                WHERE step.status = 'cached' AND metric.name = ?1 AND (?2 IS NULL OR step.step = ?2)
            ) GROUP BY run
            """, name, step
        ) { (try $0[0], try $0[1]) }
        return Dictionary(rows.map { ($0, .number($1 ?? .nan)) }, uniquingKeysWith: { first, _ in first })
    }
}
