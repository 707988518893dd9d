/// A reason why an image cannot be had.
public struct ImageError: Error, Equatable, CustomStringConvertible {
    /// The kinds of failure, for code that treats some of them alike.
    public enum Code: String, Sendable {
        /// The file cannot be opened or read.
        case unreadable
        /// There are no bytes at all.
        case empty
        /// The first bytes are none that a supported format starts with.
        case unknownFormat
        /// The image is sound but of a kind that is not decoded.
        case unsupported
        /// The data end too early.
        case truncated
        /// The data contradict their format.
        case corrupt
        /// The image has more pixels than are decoded.
        case tooLarge
    }

    /// What kind of failure it is.
    public let code: Code
    /// The format that the first bytes announce, where one was recognised.
    public let format: ImageFormat?
    /// What is wrong, as a clause.
    public let detail: String
    /// The file, where the image came from one.
    public let file: String?

    init(_ code: Code, _ format: ImageFormat?, _ detail: String, file: String? = nil) {
        self.code = code
        self.format = format
        self.detail = detail
        self.file = file
    }

    func inFile(_ path: String) -> ImageError {
        ImageError(code, format, detail, file: path)
    }

    public var description: String { (file.map { "\($0): " } ?? "") + reason }

    /// The description without the file.
    public var reason: String {
        let subject = format.map { "\($0.name) image" } ?? "image"
        return switch code {
        case .unreadable: "cannot read the image: \(detail)"
        case .empty: "the image is empty: \(detail)"
        case .unknownFormat: "not an image that can be read: \(detail)"
        case .unsupported: "unsupported \(subject): \(detail)"
        case .truncated: "truncated \(subject): \(detail)"
        case .corrupt: "corrupt \(subject): \(detail)"
        case .tooLarge: "too large \(subject): \(detail)"
        }
    }
}
