import Architectures
import ModelFormats
import TrainingJob

/// Weights that a training begins with.
struct InitialWeights {
    private let file: String
    let tensors: [Tensor]

    /// Reads a file.
    init(file: String) throws(TrainerError) {
        self.file = file
        do throws(WeightsError) {
            tensors = try Weights(file: file).tensors
        } catch {
            throw TrainerError(.badWeights, error.description)
        }
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
