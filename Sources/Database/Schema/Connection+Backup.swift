internal import CSQLite
internal import Glibc
internal import SyncPoints

extension Connection {
    /// Copies the database, with what is still in its log, to a file of its own that stands alone.
    ///
    /// The copy is whole or absent: it gets its name once it is on the disk. Others may read and write meanwhile; what they
    /// commit is not in it.
    /// - Parameter destination: The path of the copy; a file that is there is replaced.
    /// - Throws: A ``DatabaseError`` where the copy can't be written.
    public mutating func backUp(to destination: String) throws(DatabaseError) {
        try followPath()
        let unfinished = destination + ".unfinished"
        unlink(unfinished)
        try unguarded("VACUUM INTO ?", unfinished)
        SyncPoint.fileChange.reach(destination)
        let file = open(unfinished, O_RDONLY | O_CLOEXEC)
        defer { close(file) }
        guard file >= 0, fsync(file) == 0, rename(unfinished, destination) == 0 else {
            let systemError = errno
            throw DatabaseError(
                .init(code: SQLITE_IOERR, systemError: systemError), code: SQLITE_IOERR,
                message: "the backup cannot be written: \(systemMessage(systemError))", path: destination)
        }
        try synchronize(folder(of: destination))
    }

    /// Runs a statement that belongs neither into a transaction nor to callers.
    func unguarded(_ sql: String, _ values: any DatabaseValue...) throws(DatabaseError) {
        guard let (statement, _) = try handle.compile(Substring(sql), persistent: false) else { return }
        try statement.bind(values)
        SyncPoint.statement.reach(sql)
        while try statement.step() {}
    }
}
