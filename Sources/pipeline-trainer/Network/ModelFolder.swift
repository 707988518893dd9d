import Glibc
import TrainingJob

/// The folder that holds a model.
struct ModelFolder {
    let path: String

    /// Makes the folder where it is missing.
    func create() throws(TrainerError) {
        guard mkdir(path, 0o755) != 0, errno != EEXIST else { return }
        throw TrainerError(.badModel, "\(path): cannot make the folder: \(String(cString: strerror(errno)))")
    }

    /// Writes a model; the description comes last, so that a folder with one is complete.
    func write(_ description: ModelDescription, _ tensors: [Tensor], _ result: TrainResult) throws {
        let statistics = PixelStatistics(mean: description.mean, deviation: description.standardDeviation)
        try SafeTensors(tensors, metadata: statistics.metadata).write(
            to: "\(path)/\(ModelDescription.weightsFileName)")
        try result.write(to: "\(path)/\(TrainResult.fileName)")
        try description.write(to: "\(path)/\(ModelDescription.fileName)")
    }

    func description() throws -> ModelDescription {
        try ModelDescription(file: "\(path)/\(ModelDescription.fileName)")
    }

    /// Makes the network that the folder describes.
    @MainActor
    func network(_ description: ModelDescription, device: Device) throws -> Network {
        let file = "\(path)/\(ModelDescription.weightsFileName)"
        let weights = try SafeTensors(file: file)
        let network = try Network(description, device: device)
        do {
            try network.load(weights.tensors)
        } catch {
            throw TrainerError(error.code, "\(file): \(error)")
        }
        return network
    }
}
