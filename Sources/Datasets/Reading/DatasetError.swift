/// A mistake in a data set, or in how one is asked for.
public struct DatasetError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of mistakes, for code that treats some of them alike.
    public enum Code: String, Sendable {
        /// There is no such folder, or it is none.
        case noFolder
        /// The folder has another layout, or none that is known.
        case layout
        /// A file or table that the layout needs is missing or empty.
        case incomplete
        /// A row of a table, or a name, does not say what it should.
        case malformed
        /// A pattern of file names is none.
        case pattern
    }

    /// What kind of mistake it is.
    public let code: Code
    /// Where it is and what to do, with the file and the line where it is in a table.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
