internal import ContentHash
internal import Database
internal import Execution
internal import PipelineKit

extension Connection {
    /// Writes what has waited.
    mutating func write(_ records: PendingRecords.Batch) throws {
        for (run, step) in records.steps {
            try upsert(step, in: run)
            if step.status == .cached, let key = step.key { try touch(key, at: step.time) }
        }
        for (run, instance, attempt, metric) in records.metrics {
            try insert(metric, of: instance, attempt: attempt, in: run)
        }
    }

    mutating func insert(_ run: RunStart) throws {
        try execute(
            "INSERT INTO run (id, pipeline, status, command, process, started) VALUES (?, ?, ?, ?, ?, ?)", run.id,
            run.pipeline, RunStatus.running, JSON.array(run.command.map(JSON.string)), run.process, run.time)
        for (name, value) in run.parameters.sorted(by: { $0.key < $1.key }) {
            try execute("INSERT INTO run_parameter (run, name, value) VALUES (?, ?, ?)", run.id, name, value)
        }
        try insert(run.facts, of: run.id)
    }

    /// Writes what is known of a run's surroundings; what is found out later replaces what was known before.
    mutating func insert(_ facts: [String: String], of run: RunID) throws {
        for (name, value) in facts.sorted(by: { $0.key < $1.key }) {
            try execute(
                """
                INSERT INTO run_fact (run, name, value) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET value = excluded.value
                """, run, name, value)
        }
    }

    /// The runs that nobody has recorded an end of.
    mutating func runningRuns() throws -> [(id: RunID, process: ProcessText)] {
        try query("SELECT id, process FROM run WHERE status = 'running' ORDER BY id") { (try $0[0], try $0[1]) }
    }

    /// Ends a run from outside, with what was at work in it.
    mutating func markEnded(_ run: RunID, as status: RunStatus, at time: Double) throws {
        try execute("UPDATE run SET status = ?, ended = ? WHERE id = ?", status, time, run)
        if status == .lost {
            try execute("INSERT INTO untold_loss (run) VALUES (?) ON CONFLICT DO NOTHING", run)
            try execute(
                """
                UPDATE step
                SET reason = 'its run was killed during attempt ' || attempts || ', or the machine went down'
                WHERE run = ? AND status = 'running'
                """, run)
        }
        try execute(
            "UPDATE step SET status = ?, changed = ? WHERE run = ? AND status = 'running'", status, time, run)
        try execute(
            "UPDATE attempt SET status = ?, ended = ? WHERE run = ? AND status = 'running'", status, time, run)
    }

    /// Ends what is recorded as being at work in a run that has ended.
    mutating func failUnrecorded(in run: RunID, at time: Double) throws {
        let reason = "how it ended could not be recorded"
        try execute(
            """
            UPDATE step SET status = 'failed', failure = ?, reason = ?, changed = ? WHERE run = ? AND status = 'running'
            """, FailureKind.infrastructure, reason, time, run)
        try execute(
            """
            UPDATE attempt SET status = 'failed', failure = ?, message = ?, ended = ? WHERE run = ? AND status = 'running'
            """, FailureKind.infrastructure, reason, time, run)
    }

    /// Writes how a step stands; what an earlier record knew and this one does not is kept.
    mutating func upsert(_ step: StepRecord, in run: RunID) throws {
        try execute(
            """
            INSERT INTO step (run, step, name, position, status, reason, failure, key, seconds, attempts, started, changed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (run, step) DO UPDATE SET
                position = excluded.position, status = excluded.status, reason = excluded.reason,
                failure = excluded.failure, key = ifnull(excluded.key, key), seconds = excluded.seconds,
                attempts = max(attempts, excluded.attempts), started = ifnull(started, excluded.started),
                changed = excluded.changed
            """, run, step.instance, step.instance.step, step.position, step.status, step.reason, step.failure,
            step.key, step.seconds, step.attempts, step.status == .running ? step.time : nil, step.time)
    }

    mutating func insert(_ attempt: AttemptRecord, in run: RunID) throws {
        try execute(
            "INSERT INTO attempt (run, step, number, status, log, started) VALUES (?, ?, ?, ?, ?, ?)", run,
            attempt.instance, attempt.number, StepStatus.running, attempt.log, attempt.time)
    }

    mutating func end(_ ending: AttemptEnding, at time: Double, in run: RunID) throws {
        try execute(
            """
            UPDATE attempt SET status = ?, failure = ?, message = ?, seconds = ?, cpu_seconds = ?, peak_memory = ?, ended = ?
            WHERE run = ? AND step = ? AND number = ?
            """, ending.status, ending.failure, ending.message, ending.seconds, ending.cpuSeconds, ending.peakMemory,
            time, run, ending.instance, ending.number)
    }

    mutating func insert(
        _ metric: MetricRecord, of instance: StepInstance, attempt: Int, in run: RunID
    ) throws {
        try execute(
            """
            INSERT INTO metric (run, step, attempt, name, position, value, time) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """, run, instance, attempt, metric.name, metric.step, metric.value.isNaN ? nil : metric.value,
            metric.time)
    }

    /// Notes that the newest result with a key was used in place of work.
    mutating func touch(_ key: Digest, at time: Double) throws {
        try execute(
            """
            UPDATE result SET last_used = max(last_used, ?)
            WHERE id = (SELECT max(id) FROM result WHERE key = ? AND is_reusable)
            """, time, key)
    }
}
