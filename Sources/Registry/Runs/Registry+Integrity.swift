internal import Database
internal import FileSystem

extension Registry {
    /// Looks for damage without changing anything, also in a file that can't be opened as a registry any more.
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - isThorough: Whether indexes are compared with their tables, which reads everything twice.
    /// - Returns: What SQLite finds wrong; nothing where the file is sound, or not there.
    /// - Throws: `DatabaseError` where the file can't be read for another reason.
    public static func damage(at path: String, isThorough: Bool = false) throws -> [String] {
        guard try FileStatus.ifPresent(path) != nil else { return [] }
        do {
            var connection = try Connection(path: path, access: .readOnly)
            let check = isThorough ? "integrity_check" : "quick_check"
            let problems: [String] = try connection.query("SELECT \(check) FROM pragma_\(check)") { try $0[0] }
            let strays: [String] = try connection.query(
                "SELECT DISTINCT \"table\", parent FROM pragma_foreign_key_check"
            ) { "rows of `\(try $0[0] as String)` refer to rows of `\(try $0[1] as String)` that are not there" }
            return problems.filter { $0 != "ok" } + strays
        } catch let error as DatabaseError {
            switch error.kind {
            case .corrupt: return [error.message]
            case .notADatabase: return ["it is not an SQLite database"]
            default: throw error
            }
        }
    }
}
