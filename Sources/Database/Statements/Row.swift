internal import CSQLite

/// The row that a query is at; it lives only as long as the closure that receives it.
public struct Row: ~Copyable {
    private let statement: Statement

    init(of statement: Statement) { self.statement = statement }

    /// The number of columns.
    public var count: Int { Int(sqlite3_column_count(statement.pointer)) }

    /// Reads a column, counted from zero, as the type that the context asks for.
    /// - Throws: `unexpectedValue` where the type cannot represent what is stored; NULL is read by optionals alone.
    public subscript<Value: DatabaseValue>(column: Int) -> Value {
        get throws(DatabaseError) {
            precondition(column >= 0 && column < count, "column \(column) of a row with \(count) columns")
            let stored = self.stored(at: Int32(column))
            guard let value = Value(stored: stored) else {
                let name = String(cString: sqlite3_column_name(statement.pointer, Int32(column)))
                throw DatabaseError(
                    .unexpectedValue, code: SQLITE_MISMATCH,
                    message: "column `\(name)` holds \(stored), which is no \(Value.self)", sql: statement.sql,
                    path: statement.path)
            }
            return value
        }
    }

    private func stored(at column: Int32) -> StoredValue {
        let pointer = statement.pointer
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(pointer, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(pointer, column))
        case SQLITE_TEXT:
            let bytes = UnsafeBufferPointer(
                start: sqlite3_column_text(pointer, column), count: Int(sqlite3_column_bytes(pointer, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(pointer, column)
            return .blob(
                [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))))
        default: return .null
        }
    }
}
