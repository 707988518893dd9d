public import TrainingJob

/// The weights of a network that somebody else trained, read from a file of PyTorch or of safetensors.
///
/// ```swift
/// let weights = try Weights(file: "data/weights/efficientnet-lite0-57934424.pth")
/// weights.tensors.first { $0.name == "classifier.weight" }?.shape  // [1000, 1280]
/// ```
///
/// Which format a file has is told by its first bytes, never by its name. Nothing that a file says is executed. The numbers
/// of a large file are read in place, and copied once.
public struct Weights: Hashable, Sendable {
    /// The tensors as 32-bit floats, sorted by the bytes of their names.
    public let tensors: [Tensor]
    /// What the file tells beside them, which only safetensors do.
    public let metadata: [String: String]

    /// Reads a file: `.pth` as `torch.save` writes it since version 1.6 (a zip archive) or before (a stream of pickles), or
    /// `.safetensors`.
    ///
    /// A checkpoint that keeps the weights under `state_dict`, `model_state_dict` or `model` gives those, and the prefix
    /// `module.`, which training on several devices adds to all names, is dropped.
    ///
    /// - Parameter path: The path of the file, which must not change meanwhile.
    /// - Throws: ``WeightsError`` with the path, and with what stands where.
    public init(file path: String) throws(WeightsError) {
        let file = try Self.reading(path) { () throws(TrainingJobError) in try MappedFile(path) }
        let tensors: [Tensor]
        var metadata: [String: String] = [:]
        if file.bytes.starts(with: ZipArchive.signature) {
            tensors = try Self.naming(path) { () throws(WeightsError) in
                try StateDictionary(zip: file.bytes).tensors
            }
        } else if file.bytes.starts(with: PickleReader.signature) {
            tensors = try Self.naming(path) { () throws(WeightsError) in
                try StateDictionary(stream: file.bytes).tensors
            }
        } else if file.bytes.count >= 9, file.bytes[8] == UInt8(ascii: "{") {
            let file = try Self.reading(path) { () throws(TrainingJobError) in try SafeTensors(file: path) }
            (tensors, metadata) = (file.tensors, file.metadata)
        } else {
            throw WeightsError(
                .unknownFormat, "it holds no weights: it begins neither as a file of PyTorch nor as one of safetensors",
                file: path)
        }
        guard !tensors.isEmpty else { throw WeightsError(.noTensors, "it holds no tensors", file: path) }
        self.metadata = metadata
        self.tensors = Self.bare(tensors).sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private static let parallelPrefix = "module."

    private static func bare(_ tensors: [Tensor]) -> [Tensor] {
        guard tensors.allSatisfy({ $0.name.hasPrefix(parallelPrefix) }) else { return tensors }
        return tensors.map {
            Tensor(name: String($0.name.dropFirst(parallelPrefix.count)), shape: $0.shape, values: $0.values)
        }
    }

    private static func naming<Value>(
        _ path: String, _ body: () throws(WeightsError) -> Value
    ) throws(WeightsError) -> Value {
        do throws(WeightsError) {
            return try body()
        } catch {
            throw error.inFile(path)
        }
    }

    private static func reading<Value>(
        _ path: String, _ body: () throws(TrainingJobError) -> Value
    ) throws(WeightsError) -> Value {
        do throws(TrainingJobError) {
            return try body()
        } catch {
            throw WeightsError(error.code == .system ? .system : .malformed, error.detail, file: path)
        }
    }
}
