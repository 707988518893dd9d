/// How the learning rate changes while a network is trained; the job says how high it gets.
public struct Schedule: Codable, Hashable, Sendable {
    /// The courses there are.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// Up to the highest rate in a quarter of the training, then down to nearly nothing, both along half a cosine.
        case oneCycle = "one_cycle"
        /// From the highest rate down to nearly nothing, along half a cosine.
        case cosine
        /// From the highest rate down by a factor, every so many epochs.
        case step
        /// The same rate all the time.
        case constant
    }

    /// The course.
    public var kind: Kind
    /// The epochs in which the rate rises to the highest; 0 for none, and for `oneCycle` for a quarter of them all.
    public var warmUpEpochs: Double
    /// The epochs after which `step` lowers the rate.
    public var stepEpochs: Int
    /// What `step` multiplies the rate by.
    public var stepFactor: Double

    public init(kind: Kind = .oneCycle, warmUpEpochs: Double = 0, stepEpochs: Int = 10, stepFactor: Double = 0.1) {
        self.kind = kind
        self.warmUpEpochs = warmUpEpochs
        self.stepEpochs = stepEpochs
        self.stepFactor = stepFactor
    }

    var mistakes: [String] {
        var range = RangeCheck()
        range.check("schedule.warm_up_epochs", warmUpEpochs, in: 0...100_000)
        range.check("schedule.step_epochs", stepEpochs, in: 1...100_000)
        range.check("schedule.step_factor", stepFactor, in: 1e-6...1)
        return range.mistakes
    }

    private enum CodingKeys: String, CodingKey {
        case kind
        case warmUpEpochs = "warm_up_epochs"
        case stepEpochs = "step_epochs"
        case stepFactor = "step_factor"
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        try fields.read(&kind, .kind)
        try fields.read(&warmUpEpochs, .warmUpEpochs)
        try fields.read(&stepEpochs, .stepEpochs)
        try fields.read(&stepFactor, .stepFactor)
    }
}
