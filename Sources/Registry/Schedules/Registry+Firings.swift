internal import Database
internal import Execution
public import Scheduling

extension Registry {
    /// Records times that were decided without a run, and that all times up to the last of them are settled.
    ///
    /// A time that another process has decided meanwhile keeps what that one decided.
    /// - Parameters:
    ///   - times: The times, and what became of them.
    ///   - name: The schedule.
    ///   - time: When it was decided.
    /// - Returns: How many of them were not decided yet.
    /// - Throws: `DatabaseError`; a schedule that was removed meanwhile has nothing to settle, which is no error.
    @discardableResult
    public func settle(_ times: [SettledTime], of name: String, at time: Double) async throws -> Int {
        guard let last = times.map(\.due).max() else { return 0 }
        return try await write { connection in
            guard try connection.scheduleNames().contains(name) else { return 0 }
            var count = 0
            for settled in times {
                count += try connection.execute(
                    """
                    INSERT INTO schedule_firing (schedule, due, decision, run, message, time) VALUES (?, ?, ?, NULL, ?, ?)
                    ON CONFLICT DO NOTHING
                    """, name, settled.due, settled.outcome, settled.message, time)
            }
            try connection.moveSince(of: name, to: last)
            return count
        }
    }

    /// Records that all times up to one are settled; for a time that another process has decided.
    public func moveSince(of name: String, to due: Double) async throws {
        try await write { connection in try connection.moveSince(of: name, to: due) }
    }

    /// What became of the times that were due, the newest first: of all schedules or of one.
    public func firings(of name: String? = nil, limit: Int = 20) async throws -> [Firing] {
        try await read { connection in
            try connection.query(
                """
                SELECT schedule, due, decision, run, message, time,
                       (SELECT status FROM run WHERE run.id = schedule_firing.run)
                FROM schedule_firing WHERE ?1 IS NULL OR schedule = ?1 ORDER BY due DESC, schedule LIMIT ?2
                """, name, limit
            ) { row in
                Firing(
                    schedule: try row[0], due: try row[1], outcome: try row[2], run: try row[3], status: try row[6],
                    message: try row[4], time: try row[5])
            }
        }
    }

    /// The names that times were decided for, of schedules that are there and of such as are gone.
    public func namesOfFirings() async throws -> [String] {
        try await read { connection in
            try connection.query("SELECT DISTINCT schedule FROM schedule_firing ORDER BY schedule") { try $0[0] }
        }
    }
}

extension Connection {
    /// Takes a time for a run, in the transaction that begins it.
    ///
    /// Whoever comes second finds the time settled, and begins nothing. A run of the schedule that began since this one was
    /// decided on keeps it from beginning as well, so that the schedule's rule about overlaps can be asked again.
    mutating func take(
        _ start: ScheduledStart, for run: RunStart, isAlive: (ProcessText) -> Bool
    ) throws {
        let name = start.schedule
        let since: Double? = try first("SELECT since FROM schedule WHERE name = ?", name) { try $0[0] }
        guard let since else { throw RegistryError(.unknownSchedule(name, schedules: try scheduleNames())) }
        let isTaken: Bool? = try first(
            "SELECT 1 FROM schedule_firing WHERE schedule = ? AND due = ?", name, start.due
        ) { try $0[0] }
        guard isTaken == nil, since < start.due || start.isByHand else {
            throw RegistryError(.timeTaken(schedule: name))
        }
        if let other = try runningRuns(ofSchedule: name).first(where: { isAlive($0.process) }) {
            throw RegistryError(.scheduleRuns(schedule: name, run: other.id.text))
        }
        try execute(
            "INSERT INTO schedule_firing (schedule, due, decision, run, time) VALUES (?, ?, ?, ?, ?)", name, start.due,
            FiringOutcome.started, run.id, run.time)
        // A run by hand is none that the calendar asked for, whose times stay due.
        if !start.isByHand { try moveSince(of: name, to: start.due) }
    }

    /// A clock that was set back moves it no more than anything else does.
    mutating func moveSince(of name: String, to due: Double) throws {
        try execute("UPDATE schedule SET since = ? WHERE name = ? AND since < ?", due, name, due)
    }
}
