/// The compiled statements of a connection, by their text.
struct StatementCache: ~Copyable {
    /// More than a program has literals; only statements made at run time get here.
    private static let limit = 256

    private var statements: [String: Statement] = [:]

    subscript(sql: String) -> Statement? {
        get { statements[sql] }
        set {
            if statements.count >= Self.limit { statements.removeAll() }
            statements[sql] = newValue
        }
    }
}
