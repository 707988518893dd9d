internal import CSQLite

extension Connection {
    /// The version of the SQLite library that this process runs with.
    public static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
