/// The kind of file that an application keeps, and all versions of its tables.
public struct Schema: Sendable {
    /// The number by which the application knows its own files; see `PRAGMA application_id`.
    public let applicationID: Int32
    /// The migrations from an empty file on, in ascending order.
    public let migrations: [Migration]

    /// Describes a schema; versions start above zero and ascend, which is a matter of the program, not of a file.
    public init(applicationID: Int32, migrations: [Migration]) {
        precondition(applicationID != 0, "0 is the application id of files that have none")
        precondition(!migrations.isEmpty, "a schema has at least one migration")
        var last = 0
        for migration in migrations {
            precondition(
                migration.version > last, "migration \(migration.version) comes after \(last), but is not above it")
            last = migration.version
        }
        self.applicationID = applicationID
        self.migrations = migrations
    }

    /// The newest version.
    public var version: Int { migrations.last?.version ?? 0 }
}
