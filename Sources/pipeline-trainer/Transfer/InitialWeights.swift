import Architectures
import ModelFormats
import TrainingJob

/// Weights that a training begins with.
struct InitialWeights {
    private let file: String
    private let metadata: [String: String]
    let tensors: [Tensor]

    /// Reads a file.
    init(file: String) throws(TrainerError) {
        self.file = file
        do throws(WeightsError) {
            let weights = try Weights(file: file)
            (tensors, metadata) = (weights.tensors, weights.metadata)
        } catch {
            throw TrainerError(.badWeights, error.description)
        }
    }

    /// What pixels were normalised with when the weights were trained, which is part of them.
    /// - Parameter architecture: What the weights are of.
    /// - Returns: What the file tells; else what the published weights of the architecture were trained with; `nil` where
    ///   none are published.
    func statistics(of architecture: Architecture) -> PixelStatistics? {
        PixelStatistics(metadata: metadata) ?? PixelStatistics(ofPublished: architecture)
    }

    /// Puts them into a network, and returns which of its tensors they are.
    ///
    /// - Throws: an error that lists what does not fit.
    @MainActor
    @discardableResult
    func load(into network: Network) throws(TrainerError) -> [Tensor] {
        let fit: WeightFit
        do throws(WeightMismatch) {
            fit = try WeightFit(of: tensors, to: network.plan)
        } catch {
            throw TrainerError(.badWeights, "\(file): \(error)")
        }
        try network.replace(fit.tensors)
        Console.tell(.message("begins with \(fit.tensors.count) tensors of \(file)"))
        if let message = fit.message { Console.tell(.message(message)) }
        return fit.tensors
    }
}
