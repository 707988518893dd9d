import ModelFormats
import TrainingJob

extension Fuzzer {
    /// Weights as PyTorch and safetensors keep them, and models made of them.
    static let weights = Fuzzer(
        name: "weights",
        trials: [
            { bytes in
                let path = Scratch.file("weights", bytes)
                guard let weights = try accepted(WeightsError.self, { try Weights(file: path) }) else { return }
                must(!weights.tensors.isEmpty, "weights have tensors")
                try check(SafeTensors(weights.tensors))
            },
            { bytes in
                guard let file = try accepted(TrainingJobError.self, { try SafeTensors(decoding: bytes) })
                else { return }
                try check(file)
            },
            { bytes in
                let path = Scratch.file("features.safetensors", bytes)
                _ = try accepted(TrainingJobError.self) { try Features(file: path, width: 3, classCount: 5) }
            },
            { bytes in
                // What describes the model ends with the first zero byte, and its weights follow.
                let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
                let description = Scratch.file("model/\(ModelDescription.fileName)", Array(parts[0]))
                _ = Scratch.file("model/\(ModelDescription.weightsFileName)", Array(parts.last ?? []))
                let folder = String(description.dropLast(ModelDescription.fileName.count + 1))
                guard let model = try accepted(ONNXError.self, { try ONNXModel(folder: folder) }) else { return }
                must(try ONNXModel(folder: folder) == model, "the same model is the same bytes")
            },
        ])

    private static func check(_ file: SafeTensors) throws {
        let bytes = file.encoded
        must(try SafeTensors(decoding: bytes).encoded == bytes, "tensors are read again")
    }
}
