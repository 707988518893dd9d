/// How gradients change the weights.
public struct Optimiser: Codable, Hashable, Sendable {
    /// The rules there are.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// Gradient descent with Nesterov's momentum.
        case sgd
        /// Steps of a size of its own for each weight, with weight decay apart from them; after “Decoupled Weight Decay
        /// Regularization”, Loshchilov and Hutter, 2019. Its rates are about a tenth of those of `sgd`.
        case adamw
    }

    /// The rule.
    public var kind: Kind
    /// The share of earlier gradients that stays in each step; AdamW's first beta.
    public var momentum: Double
    /// The share of earlier squares of gradients that stays in AdamW's measure of their size, its second beta.
    public var secondMomentum: Double
    /// The pull of weights, but neither of biases nor of normalisation, towards zero.
    public var weightDecay: Double
    /// The length to which longer gradients, taken over all weights, are shortened; 0 for no limit.
    public var clipNorm: Double

    public init(
        kind: Kind = .sgd, momentum: Double = 0.9, secondMomentum: Double = 0.999, weightDecay: Double = 5e-4,
        clipNorm: Double = 0
    ) {
        self.kind = kind
        self.momentum = momentum
        self.secondMomentum = secondMomentum
        self.weightDecay = weightDecay
        self.clipNorm = clipNorm
    }

    var mistakes: [String] {
        var range = RangeCheck()
        range.check("optimiser.momentum", momentum, in: 0...0.9999)
        range.check("optimiser.second_momentum", secondMomentum, in: 0...0.999_999)
        range.check("optimiser.weight_decay", weightDecay, in: 0...1)
        range.check("optimiser.clip_norm", clipNorm, in: 0...1e6)
        return range.mistakes
    }

    private enum CodingKeys: String, CodingKey {
        case kind
        case momentum
        case secondMomentum = "second_momentum"
        case weightDecay = "weight_decay"
        case clipNorm = "clip_norm"
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        try fields.read(&kind, .kind)
        try fields.read(&momentum, .momentum)
        try fields.read(&secondMomentum, .secondMomentum)
        try fields.read(&weightDecay, .weightDecay)
        try fields.read(&clipNorm, .clipNorm)
    }
}
