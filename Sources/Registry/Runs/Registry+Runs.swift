public import ContentHash
internal import Database
public import Execution
internal import PipelineKit
internal import Suggestions

extension Registry {
    /// Lists runs, the newest first: those of all pipelines or of one, and those that stand in any way or in one.
    public func runs(
        of pipeline: String? = nil, status: RunStatus? = nil, limit: Int = 20
    ) async throws -> [RunSummary] {
        try await read { connection in
            try connection.runs(
                """
                WHERE (?1 IS NULL OR pipeline = ?1) AND (?2 IS NULL OR status = ?2)
                ORDER BY started DESC, id DESC LIMIT ?3
                """, [pipeline, status, limit])
        }
    }

    /// Finds the run that someone means by `last`, by an id, or by the beginning of one that no other run has.
    ///
    /// With a pipeline, only its runs come into question. A ``RegistryError`` says what the text might have meant.
    public func run(_ text: String, of pipeline: String? = nil) async throws -> RunSummary {
        try await read { connection in try connection.run(text, of: pipeline) }
    }

    /// The values of a run's parameters.
    public func parameters(of run: RunID) async throws -> [String: JSON] {
        try await read { connection in try connection.parameters(of: run) }
    }

    /// The steps of a run, in the order of the declaration, with their attempts.
    public func steps(of run: RunID) async throws -> [StepSummary] {
        try await read { connection in try connection.steps(of: run) }
    }

    /// Notices runs whose process is gone, and marks them and what was at work in them as lost.
    ///
    /// A new run does this by itself; a list of runs is right at once with it. Where nothing is lost, nothing is written.
    /// - Returns: The runs that were lost.
    @discardableResult
    public func markLostRuns(at time: Double) async throws -> [RunID] {
        let isAlive = isAlive
        let running = try await read { connection in try connection.runningRuns() }
        let lost = running.filter { !isAlive($0.process) }.map(\.id)
        guard !lost.isEmpty else { return [] }
        return try await write { connection in
            // A run may have recorded its end meanwhile.
            let stillRunning = Set(try connection.runningRuns().map(\.id))
            for run in lost where stillRunning.contains(run) { try connection.markEnded(run, as: .lost, at: time) }
            return lost.filter(stillRunning.contains)
        }
    }

    /// Marks a run, and what is at work in it, as cancelled, where its own process can't do so any more.
    /// - Throws: ``RegistryError`` where it has ended or never was.
    public func markCancelled(_ run: RunID, at time: Double) async throws {
        try await write { connection in
            let status: RunStatus? = try connection.first("SELECT status FROM run WHERE id = ?", run) { try $0[0] }
            guard let status else { throw RegistryError(.unknownRun(run.text, suggestion: "")) }
            guard status == .running else { throw RegistryError(.runEnded(run.text, status: status.rawValue)) }
            try connection.markEnded(run, as: .cancelled, at: time)
        }
    }
}

extension Connection {
    /// Finds a run by what someone calls it.
    mutating func run(_ text: String, of pipeline: String? = nil) throws -> RunSummary {
        if text == "last" {
            let newest = try runs(
                "WHERE (?1 IS NULL OR pipeline = ?1) ORDER BY started DESC, id DESC LIMIT 1", [pipeline])
            guard let run = newest.first else { throw RegistryError(.noRuns(pipeline: pipeline)) }
            return run
        }
        let prefix = text.lowercased()
        return
            try runs("WHERE id = ?1 AND (?2 IS NULL OR pipeline = ?2)", [text, pipeline]).first
            ?? onlyRun(beginningWith: prefix, of: pipeline, asked: text)
    }

    /// The values of a run's parameters.
    mutating func parameters(of run: RunID) throws -> [String: JSON] {
        let values: [(String, JSON)] = try query(
            "SELECT name, value FROM run_parameter WHERE run = ? ORDER BY name", run
        ) { (try $0[0], try $0[1]) }
        return Dictionary(values, uniquingKeysWith: { first, _ in first })
    }

    /// The steps of a run with their attempts.
    mutating func steps(of run: RunID) throws -> [StepSummary] {
        var attempts: [StepInstance: [AttemptSummary]] = [:]
        let rows: [(StepInstance, AttemptSummary)] = try query(
            """
            SELECT step, number, status, failure, message, process, log, started, ended, seconds, cpu_seconds, peak_memory
            FROM attempt WHERE run = ? ORDER BY step, number
            """, run
        ) { row in
            let attempt = AttemptSummary(
                number: try row[1], status: try row[2], failure: try row[3], message: try row[4],
                process: try row[5], log: try row[6], started: try row[7], ended: try row[8],
                seconds: try row[9], cpuSeconds: try row[10], peakMemory: try row[11])
            return (try row[0], attempt)
        }
        for (instance, attempt) in rows { attempts[instance, default: []].append(attempt) }
        let steps: [StepSummary] = try query(
            """
            SELECT step, position, status, reason, failure, key, seconds, started, changed FROM step WHERE run = ?
            """, run
        ) { row in
            let instance: StepInstance = try row[0]
            return StepSummary(
                instance: instance, position: try row[1], status: try row[2], reason: try row[3],
                failure: try row[4], key: try row[5], seconds: try row[6], started: try row[7],
                changed: try row[8], attempts: attempts[instance] ?? [])
        }
        return steps.sorted { ($0.position, $0.instance) < ($1.position, $1.instance) }
    }

    mutating func runs(_ condition: String, _ values: [any DatabaseValue]) throws -> [RunSummary] {
        let counts = """
            SELECT json_group_object(status, count) FROM
                (SELECT status, count(*) AS count FROM step WHERE step.run = run.id GROUP BY status)
            """
        return try query(
            """
            SELECT id, pipeline, status, command, process, started, ended, seconds, (\(counts)), pinned
            FROM run \(condition)
            """, values: values
        ) { row in
            let command: JSON = try row[3]
            let counts: JSON = try row[8]
            let steps = (counts.object ?? [:]).compactMap { name, count in
                StepStatus(rawValue: name).map { ($0, Int(count.number ?? 0)) }
            }
            return RunSummary(
                id: try row[0], pipeline: try row[1], status: try row[2],
                command: (command.array ?? []).compactMap(\.string), process: try row[4], started: try row[5],
                ended: try row[6], seconds: try row[7], pinned: try row[9],
                steps: Dictionary(steps, uniquingKeysWith: { first, _ in first }))
        }
    }

    fileprivate mutating func onlyRun(
        beginningWith prefix: String, of pipeline: String?, asked text: String
    ) throws -> RunSummary {
        let found = try runs(
            """
            WHERE substr(id, 1, length(?1)) = ?1 AND ?1 <> '' AND (?2 IS NULL OR pipeline = ?2)
            ORDER BY started DESC, id DESC
            """, [prefix, pipeline])
        if found.count == 1, let run = found.first { return run }
        guard found.isEmpty else {
            throw RegistryError(.ambiguousRun(text, candidates: found.map(\.id.text)))
        }
        let ids: [String] = try query(
            "SELECT id FROM run WHERE ?1 IS NULL OR pipeline = ?1 ORDER BY started DESC, id DESC LIMIT 1000", pipeline
        ) { try $0[0] }
        guard !ids.isEmpty else { throw RegistryError(.noRuns(pipeline: pipeline)) }
        throw RegistryError(.unknownRun(text, suggestion: suggestion(for: text, among: ids)))
    }
}
