internal import Architectures
internal import ContentHash
internal import FileSystem
internal import Terminal
internal import TrainingJob

/// What the folder of a model tells of it; a model from elsewhere may tell nothing.
struct TrainingFacts: Sendable {
    let description: ModelDescription?
    let result: TrainResult?
    /// The digest of the weights.
    let weights: Digest?

    init(description: ModelDescription? = nil, result: TrainResult? = nil, weights: Digest? = nil) {
        self.description = description
        self.result = result
        self.weights = weights
    }

    /// Reads what there is.
    init(of model: Model) {
        description = try? ModelDescription(file: "\(model.path)/\(ModelDescription.fileName)")
        result = try? TrainResult(file: "\(model.path)/\(TrainResult.fileName)")
        weights = (try? Files.read("\(model.path)/\(ModelDescription.weightsFileName)")).map { SHA256.digest(of: $0) }
    }

    /// The model in a few words.
    var summary: String? {
        description.map {
            "\($0.architecture.rawValue) of \(Format.count($0.parameterCount, "parameter")), images of "
                + "\($0.imageSize) × \($0.imageSize) pixels"
        }
    }
}
