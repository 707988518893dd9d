internal import Database

extension Migration {
    /// When pipelines run by themselves, and what became of each time that was due.
    static let scheduleTables = """
        CREATE TABLE schedule (
            -- A pipeline that runs by the calendar.
            name       TEXT PRIMARY KEY,
            pipeline   TEXT NOT NULL,
            arguments  TEXT NOT NULL,     -- the words after `pipeline run PIPELINE`, as a JSON array
            cron       TEXT NOT NULL,     -- five fields, or @daily and the like
            zone       TEXT NOT NULL,     -- an IANA time zone, such as Europe/Berlin
            if_changed INTEGER NOT NULL CHECK (if_changed IN (0, 1)),
            overlap    TEXT NOT NULL CHECK (overlap IN ('skip', 'queue', 'replace')),
            missed     TEXT NOT NULL CHECK (missed IN ('once', 'skip', 'all')),
            jitter     REAL NOT NULL,     -- the longest delay, in seconds
            trigger    TEXT NOT NULL CHECK (trigger IN ('cron', 'systemd')),
            is_paused  INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
            created    REAL NOT NULL,
            since      REAL NOT NULL      -- times up to this one are settled
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE schedule_firing (
            -- What was decided about a time that was due; each time is there once.
            schedule TEXT NOT NULL,       -- kept when the schedule is removed
            due      REAL NOT NULL,       -- the time by the calendar, without jitter
            decision TEXT NOT NULL CHECK (decision IN ('started', 'unchanged', 'missed', 'overlapped', 'failed')),
            run      TEXT REFERENCES run (id) ON DELETE SET NULL,
            message  TEXT NOT NULL DEFAULT '',
            time     REAL NOT NULL,       -- when it was decided
            PRIMARY KEY (schedule, due)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX schedule_firing_by_run ON schedule_firing (run);
        """
}
