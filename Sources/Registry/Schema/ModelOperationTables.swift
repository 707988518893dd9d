internal import Database

extension Migration {
    /// Promotion through gates, tags and deletion of model versions.
    static let modelOperationTables = """
        CREATE TABLE model_gate (
            -- What must hold for a version of a group to be promoted to an alias; a group may get its gates before its versions.
            model_group TEXT NOT NULL,
            alias       TEXT NOT NULL,
            position    INTEGER NOT NULL,
            gate        TEXT NOT NULL,     -- as it is written: metric accuracy >= 0.98
            PRIMARY KEY (model_group, alias, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE model_tag (
            -- What people note of a version.
            model_group TEXT NOT NULL,
            version     INTEGER NOT NULL,
            name        TEXT NOT NULL,
            value       TEXT NOT NULL,
            PRIMARY KEY (model_group, version, name),
            FOREIGN KEY (model_group, version) REFERENCES model_version (model_group, version)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE model_event (
            -- Who deleted, restored or tagged a version, or changed a policy, when, and why.
            id          INTEGER PRIMARY KEY,
            model_group TEXT NOT NULL,
            version     INTEGER,           -- NULL for a policy
            event       TEXT NOT NULL,     -- deleted, restored, tagged, untagged, policy
            detail      TEXT NOT NULL,     -- the tag, or the alias and its gates
            who         TEXT NOT NULL,
            why         TEXT NOT NULL,
            time        REAL NOT NULL
        ) STRICT;
        CREATE INDEX model_event_by_group ON model_event (model_group);

        -- A deleted version can be restored until its artifacts are collected as garbage.
        ALTER TABLE model_version ADD COLUMN deleted REAL;
        -- The digests of what its evaluation read besides the model, as a JSON array; NULL where nobody noted it.
        ALTER TABLE model_version ADD COLUMN test_set TEXT;
        -- set, remove, or rollback, which takes back what was set before.
        ALTER TABLE alias_change ADD COLUMN action TEXT NOT NULL DEFAULT 'set';
        UPDATE alias_change SET action = 'remove' WHERE to_version IS NULL;
        -- What the version at the alias was judged by when it moved, as JSON: metrics, gates and what they found.
        ALTER TABLE alias_change ADD COLUMN evidence TEXT NOT NULL DEFAULT '{}';
        -- Why the alias did not move; NULL where it did.
        ALTER TABLE alias_change ADD COLUMN refusal TEXT;
        """
}
