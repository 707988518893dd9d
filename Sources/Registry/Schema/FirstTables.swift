internal import Database

extension Migration {
    /// The tables that the registry begins with.
    static let firstTables = Migration(
        version: 1,
        sql: """
            CREATE TABLE run (
                -- One execution of a pipeline.
                -- In all tables, times are seconds since 1970 (UTC), and digests SHA-256 as 64 hexadecimal digits.
                id       TEXT PRIMARY KEY,  -- sorts by time
                pipeline TEXT NOT NULL,
                status   TEXT NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'cancelled', 'lost')),
                command  TEXT NOT NULL,     -- the command line as a JSON array
                process  TEXT NOT NULL,     -- pid:start:boot, see proc(5); 'lost' follows where it is gone
                started  REAL NOT NULL,
                ended    REAL,              -- NULL while it runs; of a lost run, when the loss was noticed
                seconds  REAL               -- NULL while it runs, and where it was lost
            ) STRICT;
            CREATE INDEX run_by_pipeline ON run (pipeline, started);
            CREATE INDEX run_by_start ON run (started);
            CREATE INDEX run_by_status ON run (status) WHERE status = 'running';

            CREATE TABLE run_parameter (
                -- The value of each parameter in a run, given or by default.
                run   TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
                name  TEXT NOT NULL,
                value TEXT NOT NULL,        -- JSON
                PRIMARY KEY (run, name)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE step (
                -- A step of a run; a step inside a map is there once for each item.
                run      TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
                step     TEXT NOT NULL,     -- as it is shown: train, fold_train[2]
                name     TEXT NOT NULL,     -- as it is declared: train, fold_train
                position INTEGER NOT NULL,  -- its place in the declaration, from 0
                status   TEXT NOT NULL CHECK (status IN ('pending', 'running', 'succeeded', 'cached', 'skipped', 'failed',
                                                         'upstream_failed', 'cancelled', 'lost')),
                reason   TEXT NOT NULL,     -- why it ran, was skipped or failed, in words
                failure  TEXT,              -- the kind of failure: exit_code, signal, timeout, …
                key      TEXT,              -- the digest of its action key, where one was made
                seconds  REAL NOT NULL,     -- how long it took; of a cached step, the work that made the result
                attempts INTEGER NOT NULL,
                started  REAL,              -- when it first ran; NULL where it did not
                changed  REAL NOT NULL,     -- since when it has its status
                PRIMARY KEY (run, step)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE attempt (
                -- One execution of a step.
                run         TEXT NOT NULL,
                step        TEXT NOT NULL,
                number      INTEGER NOT NULL,           -- from 1
                status      TEXT NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'cancelled', 'lost')),
                failure     TEXT,
                message     TEXT NOT NULL DEFAULT '',   -- why it failed, in words
                process     TEXT,                       -- pid:start:boot; NULL before there is one
                log         TEXT NOT NULL,              -- the file with what it wrote to stdout and stderr
                started     REAL NOT NULL,
                ended       REAL,
                seconds     REAL,                       -- wall-clock time
                cpu_seconds REAL,                       -- processor time, of all its processes
                peak_memory INTEGER,                    -- bytes
                PRIMARY KEY (run, step, number),
                FOREIGN KEY (run, step) REFERENCES step (run, step) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE metric (
                -- What steps measured while they ran, in the order in which they told it.
                id       INTEGER PRIMARY KEY,
                run      TEXT NOT NULL,
                step     TEXT NOT NULL,
                attempt  INTEGER NOT NULL,
                name     TEXT NOT NULL,
                position INTEGER,           -- on the measure's own axis, such as the epoch
                value    REAL,              -- NULL stands for "not a number" (NaN); infinities are Inf and -Inf
                time     REAL NOT NULL,
                FOREIGN KEY (run, step, attempt) REFERENCES attempt (run, step, number) ON DELETE CASCADE
            ) STRICT;
            -- A value that is told while the step runs, and again with its result, is kept once.
            CREATE UNIQUE INDEX metric_once
                ON metric (run, step, attempt, name, ifnull(position, ''), ifnull(value, ''), time);

            CREATE TABLE key_component (
                -- What each action key was made of, kept once for each key and for longer than its results.
                key   TEXT NOT NULL,        -- the digest of the whole key
                tag   TEXT NOT NULL,        -- kind, code, input, environment, script, program, platform, salt
                name  TEXT NOT NULL,        -- which of its kind
                label TEXT NOT NULL,        -- what the author of the pipeline calls it
                value TEXT NOT NULL,        -- canonical JSON, or a digest
                PRIMARY KEY (key, tag, name)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE code (
                -- What code digests were made of.
                digest       TEXT PRIMARY KEY,
                declarations TEXT NOT NULL  -- a line for each: its name and the first digits of its own digest
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE result (
                -- What an execution of a step made. Of several with one key the newest reusable one is used.
                id          INTEGER PRIMARY KEY,
                key         TEXT NOT NULL,
                run         TEXT NOT NULL REFERENCES run (id),
                step        TEXT NOT NULL,
                attempt     INTEGER NOT NULL,
                outputs     TEXT NOT NULL,  -- JSON, with artifacts by digest
                seconds     REAL NOT NULL,  -- how long it took to make
                created     REAL NOT NULL,
                last_used   REAL NOT NULL,  -- when it was made, or last taken in place of work
                is_reusable INTEGER NOT NULL CHECK (is_reusable IN (0, 1)),
                FOREIGN KEY (run, step, attempt) REFERENCES attempt (run, step, number)
            ) STRICT;
            CREATE INDEX result_by_key ON result (key, is_reusable);
            CREATE INDEX result_by_attempt ON result (run, step, attempt);
            CREATE INDEX result_by_use ON result (last_used);

            CREATE TABLE artifact (
                -- Files and folders that results made or read, by content.
                digest TEXT PRIMARY KEY,
                form   TEXT NOT NULL CHECK (form IN ('file', 'folder')),
                size   INTEGER NOT NULL     -- bytes; 0 also for what was read outside the store and never measured
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE result_artifact (
                -- The artifacts that a result made, by the field of its output.
                result INTEGER NOT NULL REFERENCES result (id) ON DELETE CASCADE,
                name   TEXT NOT NULL,
                digest TEXT NOT NULL REFERENCES artifact (digest),
                PRIMARY KEY (result, name, digest)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX result_artifact_by_digest ON result_artifact (digest);

            CREATE TABLE result_input (
                -- The artifacts that a result read, by the property of the step that read them.
                result INTEGER NOT NULL REFERENCES result (id) ON DELETE CASCADE,
                name   TEXT NOT NULL,
                digest TEXT NOT NULL REFERENCES artifact (digest),
                PRIMARY KEY (result, name, digest)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX result_input_by_digest ON result_input (digest);

            CREATE TABLE model_group (
                -- A name under which versions of one model are counted.
                name    TEXT PRIMARY KEY,
                created REAL NOT NULL
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE model_version (
                -- A model of a group, counted from 1.
                model_group TEXT NOT NULL REFERENCES model_group (name),
                version     INTEGER NOT NULL CHECK (version >= 1),
                model       TEXT NOT NULL REFERENCES artifact (digest),
                evaluation  TEXT,           -- the digest of the artifact that says how good it is
                metrics     TEXT NOT NULL,  -- a JSON object of numbers; "NaN", "Infinity", "-Infinity" where JSON has none
                status      TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'rejected')),
                created     REAL NOT NULL,
                run         TEXT NOT NULL REFERENCES run (id),
                step        TEXT NOT NULL,
                key         TEXT NOT NULL,  -- the action key of the step that registered it
                PRIMARY KEY (model_group, version)
            ) STRICT, WITHOUT ROWID;
            -- The same model with the same evaluation registers once.
            CREATE UNIQUE INDEX model_version_once ON model_version (model_group, model, ifnull(evaluation, ''));
            CREATE INDEX model_version_by_model ON model_version (model);
            CREATE INDEX model_version_by_evaluation ON model_version (evaluation);
            CREATE INDEX model_version_by_run ON model_version (run);

            CREATE TABLE result_model (
                -- The versions that a result registered, or found registered.
                result      INTEGER NOT NULL REFERENCES result (id) ON DELETE CASCADE,
                position    INTEGER NOT NULL,   -- in the order in which the step asked
                model_group TEXT NOT NULL,
                version     INTEGER NOT NULL,
                PRIMARY KEY (result, position),
                FOREIGN KEY (model_group, version) REFERENCES model_version (model_group, version)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX result_model_by_version ON result_model (model_group, version);

            CREATE TABLE model_status_change (
                -- Who approved or rejected a version, when, and why.
                id          INTEGER PRIMARY KEY,
                model_group TEXT NOT NULL,
                version     INTEGER NOT NULL,
                from_status TEXT NOT NULL,
                to_status   TEXT NOT NULL,
                who         TEXT NOT NULL,
                why         TEXT NOT NULL,
                time        REAL NOT NULL,
                FOREIGN KEY (model_group, version) REFERENCES model_version (model_group, version)
            ) STRICT;
            CREATE INDEX model_status_change_by_version ON model_status_change (model_group, version);

            CREATE TABLE alias (
                -- Names for versions, such as champion; one moves from version to version.
                model_group TEXT NOT NULL,
                name        TEXT NOT NULL,
                version     INTEGER NOT NULL,
                PRIMARY KEY (model_group, name),
                FOREIGN KEY (model_group, version) REFERENCES model_version (model_group, version)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX alias_by_version ON alias (model_group, version);

            CREATE TABLE alias_change (
                -- Who moved an alias, when, and why.
                id           INTEGER PRIMARY KEY,
                model_group  TEXT NOT NULL REFERENCES model_group (name),
                name         TEXT NOT NULL,
                from_version INTEGER,       -- NULL where the alias is new
                to_version   INTEGER,       -- NULL where it was removed
                who          TEXT NOT NULL,
                why          TEXT NOT NULL,
                time         REAL NOT NULL
            ) STRICT;
            CREATE INDEX alias_change_by_name ON alias_change (model_group, name);
            """)
}
