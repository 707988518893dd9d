internal import Glibc

/// A reason why a record file cannot be read or written.
public struct RecordError: Error, Equatable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Sendable {
        /// The system refuses to open, map or write a file.
        case system
        /// No record starts where one should.
        case wrongMagic
        /// The parts of a record come in an impossible order.
        case wrongPart
        /// The data end too early.
        case truncated
        /// A payload is longer than the format allows.
        case tooLong
        /// The header of an image record contradicts its payload.
        case badHeader
        /// A line of an index is not a key and an offset.
        case badIndex
    }

    /// What kind of failure it is.
    public let code: Code
    /// The offset in the file where the damage starts, if that is known.
    public let offset: Int?
    /// What is wrong, as a clause.
    public let detail: String
    /// The file, where there is one.
    public let file: String?

    init(_ code: Code, offset: Int?, _ detail: String, file: String? = nil) {
        self.code = code
        self.offset = offset
        self.detail = detail
        self.file = file
    }

    static func system(_ number: Int32, _ action: String, file: String) -> RecordError {
        let reason = strerror(number).map { String(cString: $0) } ?? "error \(number)"
        return RecordError(.system, offset: nil, "\(action): \(reason)", file: file)
    }

    public var description: String {
        let clause =
            switch code {
            case .system: detail
            case .wrongMagic: "no record: \(detail)"
            case .wrongPart: "damaged record: \(detail)"
            case .truncated: "truncated record: \(detail)"
            case .tooLong: "record too long: \(detail)"
            case .badHeader: "damaged image record: \(detail)"
            case .badIndex: "damaged index: \(detail)"
            }
        return (file.map { "\($0): " } ?? "") + (offset.map { "at byte \($0): " } ?? "") + clause
    }
}
