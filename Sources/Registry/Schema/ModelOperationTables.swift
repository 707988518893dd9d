internal import Database

extension Migration {
    /// Promotion through gates, tags and deletion of model versions.
    static let modelOperationTables = """
        CREATE TABLE model_gate (
            -- What must hold for a version of a group to be promoted to an alias.
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

        -- A deleted version can be restored until its artifacts are collected as garbage.
        ALTER TABLE model_version ADD COLUMN deleted REAL;
        -- What the version at the alias was judged by when it moved, as JSON: metrics, gates and what they found.
        ALTER TABLE alias_change ADD COLUMN evidence TEXT NOT NULL DEFAULT '{}';
        -- Why the alias did not move; NULL where it did.
        ALTER TABLE alias_change ADD COLUMN refusal TEXT;
        """
}
