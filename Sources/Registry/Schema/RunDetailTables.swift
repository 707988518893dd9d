internal import Database

extension Migration {
    /// What a run was made with, and which runs are kept.
    static let runDetailTables = """
        CREATE TABLE run_fact (
            -- The surroundings of a run: git.commit, git.diff, machine.cpu, library.sqlite, environment.LANG, …
            run   TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            name  TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (run, name)
        ) STRICT, WITHOUT ROWID;

        -- Why a run is kept whatever the retention says; NULL where it is not pinned.
        ALTER TABLE run ADD COLUMN pinned TEXT;
        """
}
