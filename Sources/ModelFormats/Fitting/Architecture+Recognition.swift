public import Architectures
public import TrainingJob

extension Architecture {
    /// Recognises the network that weights belong to, by the names and shapes of its backbone.
    ///
    /// It is the architecture that shares at least nine of ten tensors with them; nil where none does.
    ///
    /// - Parameter tensors: Weights, with a head of any number of classes or none.
    public init?(ofWeights tensors: [Tensor]) {
        let given = Set(tensors.map { Named(name: $0.name, shape: $0.shape) })
        var best: (architecture: Architecture, likeness: Double)?
        for architecture in Architecture.allCases {
            guard let plan = try? NetworkPlan(architecture, classCount: 2, imageSize: 224) else { continue }
            let backbone = Set(
                plan.layers[..<plan.headStart].flatMap(\.parameters).map { Named(name: $0.name, shape: $0.shape) })
            let others = plan.layers[plan.headStart...].flatMap(\.parameters).map(\.name)
            let compared = given.filter { !others.contains($0.name) && !$0.name.hasSuffix("num_batches_tracked") }
            let shared = compared.intersection(backbone).count
            // Of both together: the weights of resnet34 have nearly all that resnet18 has.
            let likeness = Double(shared) / Double(max(1, compared.union(backbone).count))
            if likeness > best?.likeness ?? 0 { best = (architecture, likeness) }
        }
        guard let best, best.likeness >= 0.9 else { return nil }
        self = best.architecture
    }
}

private struct Named: Hashable {
    let name: String
    let shape: [Int]
}
