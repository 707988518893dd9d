internal import Database

extension Schema {
    /// The registry's file, known by the letters `PIPE` in its header.
    static let registry = Schema(
        applicationID: 0x5049_5045, migrations: [.firstTables, .operations, .losses, .forgottenRuns])
}
