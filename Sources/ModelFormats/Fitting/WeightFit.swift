public import Architectures
public import TrainingJob

/// Which of somebody's weights a network takes, and what of it begins fresh.
///
/// ```swift
/// let fit = try WeightFit(of: weights, to: plan)
/// fit.tensors  // to load
/// fit.message  // "the head of 1000 classes is replaced by a fresh one of 43"
/// ```
public struct WeightFit: Hashable, Sendable {
    /// The tensors that the network takes, each of the shape that it has there.
    public let tensors: [Tensor]
    /// The names of the parameters that keep their first, random values: those of the last layer, where the weights were
    /// trained for another number of classes or have none.
    public let freshParameters: [String]
    /// What was replaced, as a sentence; nothing where all weights are taken.
    public let message: String?

    /// What PyTorch counts beside the parameters of a normalisation; no computation needs it.
    private static let counter = "num_batches_tracked"

    /// Compares names and shapes.
    /// - Parameters:
    ///   - tensors: The weights.
    ///   - plan: The network.
    /// - Throws: ``WeightMismatch`` with everything that does not fit.
    public init(of tensors: [Tensor], to plan: NetworkPlan) throws(WeightMismatch) {
        var given = Dictionary(
            tensors.lazy.filter { !$0.name.hasSuffix(Self.counter) }.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
        let head = plan.layers.last { !$0.parameters.isEmpty }?.parameters ?? []
        var replaced: Int?
        var fresh: [String] = []
        if head.allSatisfy({ given[$0.name] == nil }) {
            fresh = head.map(\.name)
        } else if let classes = Self.classCount(of: head, in: given), classes != plan.classCount {
            fresh = head.map(\.name)
            replaced = classes
        }
        for name in fresh { given[name] = nil }

        var taken: [Tensor] = []
        var mismatch = WeightMismatch(architecture: plan.architecture)
        for parameter in plan.parameters where !fresh.contains(parameter.name) {
            guard let tensor = given.removeValue(forKey: parameter.name) else {
                mismatch.missing.append(parameter.name)
                continue
            }
            if tensor.shape == parameter.shape {
                taken.append(tensor)
            } else {
                mismatch.otherShapes.append(
                    WeightMismatch.OtherShape(name: parameter.name, given: tensor.shape, wanted: parameter.shape))
            }
        }
        mismatch.superfluous = given.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        guard mismatch.isEmpty else {
            let likeliest = Architecture(ofWeights: tensors)
            mismatch.likeliest = likeliest == plan.architecture ? nil : likeliest
            throw mismatch
        }
        self.tensors = taken
        freshParameters = fresh
        message =
            if let replaced {
                "the head of \(replaced) classes is replaced by a fresh one of \(plan.classCount)"
            } else if !fresh.isEmpty {
                "the weights have no head; a fresh one of \(plan.classCount) classes is made"
            } else { nil }
    }

    /// The number of classes that the weights' last layer tells apart; nil where it is no layer like the network's.
    private static func classCount(of head: [Layer.Parameter], in given: [String: Tensor]) -> Int? {
        let sides = head.map { given[$0.name]?.shape }
        guard let count = sides.first??.first,
            zip(head, sides).allSatisfy({ parameter, shape in
                shape.map { $0.first == count && $0.dropFirst() == parameter.shape.dropFirst() } ?? false
            })
        else { return nil }
        return count
    }
}
