internal import Database

extension Migration {
    /// What people were told.
    static let notificationTables = """
        CREATE TABLE notification (
            -- An attempt to tell somebody of something that happened in a run.
            id       INTEGER PRIMARY KEY,
            run      TEXT REFERENCES run (id) ON DELETE CASCADE,  -- NULL for a trial
            event    TEXT NOT NULL,     -- failure, recovery, new_model_version, metric_fell, metric_rose, trial
            channel  TEXT NOT NULL,     -- its name in the configuration or the pipeline
            error    TEXT,              -- why it was not delivered; NULL where it was
            attempts INTEGER NOT NULL,
            time     REAL NOT NULL
        ) STRICT;
        CREATE INDEX notification_by_time ON notification (time);
        CREATE INDEX notification_by_channel ON notification (channel);
        CREATE INDEX notification_by_run ON notification (run);
        """
}
