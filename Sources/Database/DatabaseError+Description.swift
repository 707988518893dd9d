extension DatabaseError: CustomStringConvertible {
    /// One line that says what happened, to which file, and what to do next.
    public var description: String {
        switch kind {
        case .diskFull:
            "\(path): the disk is full, and the change was not made: free some space and try again\(detail)"
        case .readOnly:
            "\(path): cannot be written: check the permissions of the file and of its folder\(detail)"
        case .notADatabase:
            "\(path): not an SQLite database: move the file away, or choose another path"
        case .corrupt:
            "\(path): the database is damaged: rebuild it from what can be read with `pipeline doctor --repair`, which keeps "
                + "the damaged file, or restore a backup\(detail)"
        case .locked:
            "\(path): another program holds the database: close it (an open `sqlite3` perhaps) and try again\(detail)"
        case .cannotOpen:
            "\(path): cannot be opened: \(message)"
        case .newerSchema(let found, let known):
            "\(path): written by a newer version of this program (schema \(found), known up to \(known)): "
                + "update the program; the file was not changed"
        case .olderSchema(let found, let known):
            "\(path): written by an older version of this program (schema \(found), needed \(known)): "
                + "open it once for writing, which migrates it"
        case .otherApplication(let id):
            "\(path): a database of another application (id \(id)): choose another path; the file was not changed"
        case .inputOutput:
            "\(path): \(message)\(statement): see with `dmesg` whether its disk fails, and try again"
        case .withoutLocks:
            "\(path): \(message): keep it on a disk of this machine, which PIPELINE_HOME may name"
        case .constraint, .unexpectedValue, .misuse, .other:
            "\(path): \(message)" + statement
        }
    }

    private var detail: String { " (SQLite \(code): \(message)\(statement))" }

    private var statement: String {
        guard let sql else { return "" }
        let line = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count <= 200 ? ", in `\(line)`" : ", in `\(line.prefix(199))…`"
    }
}
