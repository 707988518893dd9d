/// A reason why a job, a model or a file of predictions cannot be read or written.
public struct TrainingJobError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Sendable {
        /// The system refuses to open, read or write a file.
        case system
        /// A file's contents are not in their format.
        case malformed
        /// A file is in a version of its format that this program does not know.
        case unknownVersion
        /// A value is out of its range.
        case invalidValue
    }

    /// What kind of failure it is.
    public let code: Code
    /// What is wrong, as a clause.
    public let detail: String
    /// The file, where there is one.
    public let file: String?

    init(_ code: Code, _ detail: String, file: String? = nil) {
        self.code = code
        self.detail = detail
        self.file = file
    }

    func inFile(_ path: String) -> TrainingJobError {
        TrainingJobError(code, detail, file: path)
    }

    public var description: String {
        (file.map { "\($0): " } ?? "") + detail
    }
}
