/// One step from a version of a schema to the next.
///
/// Its text is a Swift literal, one file each, for a binary that needs nothing beside it. A migration that has been
/// released never changes: the next one mends it.
public struct Migration: Sendable {
    /// The `user_version` of the file after this migration.
    public let version: Int
    /// The statements, separated by semicolons, that run in one transaction with all other missing migrations.
    public let sql: String

    /// Names a version and the statements that lead to it.
    public init(version: Int, sql: String) {
        self.version = version
        self.sql = sql
    }
}
