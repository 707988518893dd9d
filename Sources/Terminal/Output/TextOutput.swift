/// Something that takes text: a terminal, a file, a recorder in a test.
public protocol TextOutput: Sendable {
    /// Writes a text as a whole.
    func write(_ text: String)
    /// The size of the terminal, now.
    var size: TerminalSize { get }
}

/// How much a terminal shows.
public struct TerminalSize: Sendable, Equatable {
    /// Characters in a row.
    public let columns: Int
    /// Rows of characters.
    public let rows: Int

    /// Makes a size of at least 2 columns and 2 rows.
    public init(columns: Int, rows: Int) {
        self.columns = max(2, columns)
        self.rows = max(2, rows)
    }

    /// What is assumed where nothing is known.
    public static let usual = TerminalSize(columns: 80, rows: 24)
}
