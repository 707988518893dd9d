import Architectures
import TrainingJob

extension Freeze {
    /// The number of the first layer of a network that is trained.
    ///
    /// - Throws: an error where the network has fewer blocks.
    func firstTrainedLayer(of plan: NetworkPlan) throws(TrainerError) -> Int {
        switch self {
        case .none: return 0
        case .backbone: return plan.headStart
        case .allButLast(let count):
            let blocks = plan.blockStarts.count
            guard count <= blocks else {
                throw TrainerError(
                    .badWeights,
                    "“freeze” is \(text), but \(plan.architecture.rawValue) has \(blocks) blocks; "
                        + "use none to train all of them")
            }
            return plan.blockStarts[blocks - count]
        }
    }
}
