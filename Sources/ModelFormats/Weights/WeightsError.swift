/// Why a file of weights cannot be read.
public struct WeightsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of failure.
    public enum Code: String, Sendable {
        /// The system refuses to open or read the file.
        case system
        /// The file is neither of PyTorch nor of safetensors.
        case unknownFormat
        /// The file ends before what it announces.
        case truncated
        /// The file contradicts its format or itself.
        case malformed
        /// The file names code that reading weights has no use for; nothing of it was called.
        case refused
        /// The file is right, but holds what is not read here.
        case unsupported
        /// The file holds no tensors.
        case noTensors
    }

    /// What kind of failure it is.
    public let code: Code
    /// What is wrong, as a clause about the file.
    public let detail: String
    /// The file, where there is one.
    public let file: String?

    init(_ code: Code, _ detail: String, file: String? = nil) {
        self.code = code
        self.detail = detail
        self.file = file
    }

    func inFile(_ path: String) -> WeightsError { WeightsError(code, detail, file: path) }

    public var description: String { (file.map { "\($0): " } ?? "") + detail }
}
