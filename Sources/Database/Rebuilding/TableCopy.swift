/// Copies what can be read of one table.
struct TableCopy {
    private let name: String
    private let columns: Set<String>
    /// What the rows are sorted by in the file: the table is read along it, and never through an index.
    private let order: [String]
    private var refused = 0

    /// Looks at the table as it is to be.
    init(_ name: String, _ copy: inout Connection) throws {
        self.name = name
        let columns: [(name: String, key: Int)] = try copy.query("SELECT name, pk FROM pragma_table_info(?)", name) {
            (try $0[0], try $0[1])
        }
        self.columns = Set(columns.map(\.name))
        let isSortedByKey: Bool =
            try copy.first("SELECT wr FROM pragma_table_list WHERE name = ?", name) {
                try $0[0]
            } ?? false
        let key = columns.filter { $0.key > 0 }.sorted { $0.key < $1.key }.map(\.name)
        order = isSortedByKey ? key : ["rowid"]
    }

    /// Copies from the beginning and, where that does not get to the end, from the end.
    mutating func run(from source: inout Connection, to copy: inout Connection) throws -> DatabaseRebuild.Table {
        // A column that is newer than the file has its default.
        let known: [String]? = try? source.query("SELECT name FROM pragma_table_info(?)", name) { try $0[0] }
        let shared = (known ?? []).filter(columns.contains)
        var isIncomplete = false
        if shared.isEmpty {
            // A table that is newer than the file is not missing; of a file that can't be read, everything is.
            let isReadable = (try? source.query("SELECT 1 FROM sqlite_schema") { _ in }) != nil
            isIncomplete = !isReadable
        } else if try !pass(shared, "", "INSERT", from: &source, to: &copy) {
            isIncomplete = true
            _ = try pass(shared, " DESC", "INSERT OR IGNORE", from: &source, to: &copy)
        }
        let rows: Int? = try copy.first("SELECT count(*) FROM \"\(name)\"") { try $0[0] }
        return DatabaseRebuild.Table(name: name, rows: rows ?? 0, refused: refused, isIncomplete: isIncomplete)
    }

    /// Copies rows in one direction.
    /// - Returns: Whether it got to the end.
    /// - Throws: Where the copy can't be written.
    private mutating func pass(
        _ columns: [String], _ direction: String, _ verb: String, from source: inout Connection,
        to copy: inout Connection
    ) throws -> Bool {
        let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let insertion = "\(verb) INTO \"\(name)\" (\(list)) VALUES (\(places))"
        let sorting = order.map { "\"\($0)\"\(direction)" }.joined(separator: ", ")
        var refused = 0
        var failure: DatabaseError?
        do {
            _ = try source.query("SELECT \(list) FROM \"\(name)\" NOT INDEXED ORDER BY \(sorting)") { row in
                let values = try columns.indices.map { column -> StoredValue in try row[column] }
                do throws(DatabaseError) {
                    try copy.execute(insertion, values: values)
                } catch {
                    guard error.kind == .constraint else {
                        failure = error
                        throw error
                    }
                    refused += 1
                }
            }
        } catch {
            if let failure { throw failure }
            self.refused += refused
            return false
        }
        self.refused += refused
        return true
    }
}
