internal import FileSystem

/// A table of a data set: a line of names of columns, then a line for each row.
///
/// Rows are read as they are asked for. Fields may be quoted, and a byte order mark before the first line is passed over;
/// a line end within quotes is not.
struct Table {
    /// The path below the data set's folder, for messages.
    let name: String
    private let path: String
    private let separator: UInt8
    /// The place of each column that was found.
    private let places: [String: Int]
    private let width: Int

    /// The columns that the first line names.
    static func columns(_ name: String, in folder: String, separator: Character) throws -> [String] {
        var lines = try LineReader("\(folder)/\(name)")
        return DelimitedLine(try firstLine(&lines), separator: separator.asciiValue ?? 0).fields
    }

    private static func firstLine(_ lines: inout LineReader) throws -> [UInt8] {
        let line = try lines.next() ?? []
        return line.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(line.dropFirst(3)) : line
    }

    /// Opens the table of this name below a folder.
    /// - Parameters:
    ///   - name: The path below the folder.
    ///   - folder: The data set's folder.
    ///   - separator: What stands between two fields, in ASCII.
    ///   - columns: Columns that must be there.
    ///   - optional: Columns that may be.
    ///   - expected: What the first line should be, for the message.
    /// - Throws: ``DatasetError`` where a column is missing, `SystemError` where the file can't be read.
    init(
        _ name: String, in folder: String, separator: Character, columns: [String], optional: [String] = [],
        expected: String
    ) throws {
        self.name = name
        path = "\(folder)/\(name)"
        self.separator = separator.asciiValue ?? 0
        let header = try Self.columns(name, in: folder, separator: separator)
        var places: [String: Int] = [:]
        for column in columns {
            guard let place = header.firstIndex(of: column) else {
                let line = header.joined(separator: "\(separator)")
                throw DatasetError(
                    .malformed,
                    "\(name):1: there is no column '\(column)' in '\(line)'; the first line must be \(expected)")
            }
            places[column] = place
        }
        for column in optional { places[column] = header.firstIndex(of: column) }
        self.places = places
        width = header.count
    }

    /// Whether the table has an optional column.
    func has(_ column: String) -> Bool { places[column] != nil }

    /// Hands out the rows.
    func forEachRow(_ body: (TableRow) throws -> Void) throws {
        var lines = try LineReader(path)
        var number = 1
        _ = try lines.next()
        while let line = try lines.next() {
            number += 1
            let fields = DelimitedLine(line, separator: separator).fields
            guard fields.count == width else {
                throw DatasetError(
                    .malformed,
                    "\(name):\(number): the row has \(fields.count) fields, not \(width)")
            }
            try body(TableRow(table: name, line: number, values: places.mapValues { fields[$0] }))
        }
    }
}
