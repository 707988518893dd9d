extension Connection {
    /// Opens the file that has the path now, where another one has taken the place of that which is open.
    ///
    /// A rebuild does that to a damaged file: whoever goes on with it would write where nobody reads. Under the lock of the
    /// writers, that the file is in place stays true until the lock is released.
    /// - Throws: A ``DatabaseError`` where there is no file any more, or one that is none of ours.
    mutating func followPath() throws(DatabaseError) {
        guard handle.hasMoved else { return }
        var successor = try Connection(path: path, access: access, busyTimeout: busyTimeout, isMade: false)
        try successor.waitForDisk()
        if let schema { try successor.require(schema) }
        swap(&handle, &successor.handle)
        statements = StatementCache()
    }
}
