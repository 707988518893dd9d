internal import Database

extension Migration {
    /// The tables for running a registry day by day: schedules, notifications, promotion, provenance, retention.
    static let operations = Migration(
        version: 2,
        sql: [scheduleTables, notificationTables, modelOperationTables, runDetailTables].joined(separator: "\n"))
}
