/// Why a backup could not be written or restored.
public struct BackupError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is in the way.
    public enum Code: Hashable, Sendable {
        /// The place to write to is taken or is not there.
        case destination
        /// What is to be restored is not there, or is no backup that this program can read.
        case source
        /// The backup, or an object that belongs into it, is not what it was.
        case damaged
    }

    public let code: Code
    /// What happened, to which thing, and what to do next.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
