internal import ContentHash
internal import Database
public import Execution
public import Scheduling

extension Registry {
    /// Adds a schedule.
    /// - Throws: ``RegistryError`` where there is one of its name.
    public func add(_ schedule: Schedule) async throws {
        try await write { connection in
            guard try !connection.scheduleNames().contains(schedule.name) else {
                throw RegistryError(.scheduleExists(schedule.name))
            }
            try connection.insert(schedule)
        }
    }

    /// All schedules, by name.
    public func schedules() async throws -> [Schedule] {
        try await read { connection in try connection.schedules("", []) }
    }

    /// Finds a schedule.
    /// - Throws: ``RegistryError`` where there is none of that name.
    public func schedule(_ name: String) async throws -> Schedule {
        try await read { connection in
            if let schedule = try connection.schedules("WHERE name = ?", [name]).first { return schedule }
            throw RegistryError(.unknownSchedule(name, schedules: try connection.scheduleNames()))
        }
    }

    /// Removes a schedule; what became of its times is kept.
    /// - Throws: ``RegistryError`` where there is none of that name.
    public func removeSchedule(_ name: String) async throws {
        try await write { connection in
            let count = try connection.execute("DELETE FROM schedule WHERE name = ?", name)
            if count == 0 {
                throw RegistryError(.unknownSchedule(name, schedules: try connection.scheduleNames()))
            }
        }
    }

    /// Lets a schedule rest.
    /// - Throws: ``RegistryError`` where there is none of that name.
    public func pauseSchedule(_ name: String) async throws {
        try await write { connection in
            let count = try connection.execute("UPDATE schedule SET is_paused = 1 WHERE name = ?", name)
            if count == 0 {
                throw RegistryError(.unknownSchedule(name, schedules: try connection.scheduleNames()))
            }
        }
    }

    /// Lets a schedule go on with the next time that is due: those that passed while it rested are no missed ones.
    /// - Throws: ``RegistryError`` where there is none of that name.
    public func resumeSchedule(_ name: String, at time: Double) async throws {
        try await write { connection in
            let count = try connection.execute(
                "UPDATE schedule SET is_paused = 0, since = CASE is_paused WHEN 1 THEN max(since, ?) ELSE since END "
                    + "WHERE name = ?", time, name)
            if count == 0 {
                throw RegistryError(.unknownSchedule(name, schedules: try connection.scheduleNames()))
            }
        }
    }

    /// The run of a schedule that goes on, by what is recorded and by its process.
    public func runningRun(of schedule: String) async throws -> (id: RunID, process: ProcessText)? {
        let isAlive = isAlive
        return try await read { connection in
            try connection.runningRuns(ofSchedule: schedule).first { isAlive($0.process) }
        }
    }
}

extension Registry {
    /// When the newest run of a schedule went on: up to its end, or up to now; `nil` where there was none.
    public func lastRun(of schedule: String, now: Double) async throws -> ClosedRange<Double>? {
        try await read { connection in
            let times: (started: Double, ended: Double?)? = try connection.first(
                """
                SELECT run.started, run.ended FROM schedule_firing JOIN run ON run.id = schedule_firing.run
                WHERE schedule_firing.schedule = ? ORDER BY run.started DESC LIMIT 1
                """, schedule
            ) { (try $0[0], try $0[1]) }
            // A clock may have been set back since.
            return times.map { $0.started...max($0.started, $0.ended ?? now) }
        }
    }
}

extension Connection {
    fileprivate mutating func insert(_ schedule: Schedule) throws {
        try execute(
            """
            INSERT INTO schedule (name, pipeline, arguments, cron, zone, if_changed, overlap, missed, jitter, trigger,
                                  is_paused, created, since)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, schedule.name, schedule.pipeline, JSON.array(schedule.arguments.map(JSON.string)), schedule.cron,
            schedule.zone, schedule.ifChanged, schedule.overlap, schedule.missed, schedule.jitter, schedule.trigger,
            schedule.isPaused, schedule.created, schedule.since)
    }

    fileprivate mutating func schedules(_ condition: String, _ values: [any DatabaseValue]) throws -> [Schedule] {
        try query(
            """
            SELECT name, pipeline, arguments, cron, zone, if_changed, overlap, missed, jitter, trigger, is_paused, created,
                   since
            FROM schedule \(condition) ORDER BY name
            """, values: values
        ) { row in
            let arguments: JSON = try row[2]
            return Schedule(
                name: try row[0], pipeline: try row[1], arguments: (arguments.array ?? []).compactMap(\.string),
                cron: try row[3], zone: try row[4], ifChanged: try row[5], overlap: try row[6], missed: try row[7],
                jitter: try row[8], trigger: try row[9], isPaused: try row[10], created: try row[11],
                since: try row[12])
        }
    }

    mutating func scheduleNames() throws -> [String] {
        try query("SELECT name FROM schedule ORDER BY name") { try $0[0] }
    }

    /// The runs of a schedule that nobody has recorded an end of, the newest first.
    mutating func runningRuns(ofSchedule name: String) throws -> [(id: RunID, process: ProcessText)] {
        try query(
            """
            SELECT run.id, run.process FROM schedule_firing JOIN run ON run.id = schedule_firing.run
            WHERE schedule_firing.schedule = ? AND run.status = 'running' ORDER BY run.id DESC
            """, name
        ) { (try $0[0], try $0[1]) }
    }
}
