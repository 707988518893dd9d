/// Why a model cannot be written in the ONNX format.
public struct ONNXError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is in the way.
    public enum Code: Hashable, Sendable {
        /// The files are not those of a network that is known here.
        case unknownModel
        /// The weights are damaged, or those of another network.
        case weights
    }

    public let code: Code
    /// The reason, as a clause about the model.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
