public import Architectures
public import PipelineKit

/// Lists the ways to train that a search tries: every combination of what is given, or some that are drawn.
///
/// ```swift
/// let list = graph.step("candidates", ListCandidates(architectures: architectures, learningRates: rates, draw: 6))
/// let accuracies = graph.map("candidates", over: list.candidates) { candidate, graph in … }
/// ```
public struct ListCandidates: Step {
    /// The list.
    public struct Output: Codable, Sendable {
        /// What to try; a combination stands there once.
        public var candidates: [Candidate]
    }

    @Input var architectures: [Architecture]
    @Input var learningRates: [Double]
    @Input var augmentations: [Double]
    @Input var draw: Int
    @Input var seed: Int

    /// Describes a search.
    /// - Parameters:
    ///   - architectures: The kinds of networks.
    ///   - learningRates: The highest rates of the schedule.
    ///   - augmentations: What every random change of the training images is multiplied by.
    ///   - draw: How many combinations to draw; 0 for all of them.
    ///   - seed: Another number draws others. A longer draw begins with a shorter one of the same seed.
    public init(
        architectures: Reference<[Architecture]>, learningRates: Reference<[Double]>,
        augmentations: Reference<[Double]> = Reference([1]), draw: Reference<Int> = 0, seed: Reference<Int> = 1
    ) {
        _architectures = architectures
        _learningRates = learningRates
        _augmentations = augmentations
        _draw = draw
        _seed = seed
    }

    public func run(in context: StepContext) async throws -> Output {
        let lists = [
            ("architectures", architectures.isEmpty), ("learningRates", learningRates.isEmpty),
            ("augmentations", augmentations.isEmpty),
        ]
        if let (name, _) = lists.first(where: \.1) {
            throw StepFailure("\(name) is empty, so there is nothing to search; give one value at least")
        }
        guard draw >= 0 else { throw StepFailure("draw is \(draw); give a number of combinations, or 0 for all") }
        let all = grid
        var candidates = all
        if draw > 0, draw < all.count {
            let seed = UInt64(bitPattern: Int64(seed))
            let ranked = all.map { (rank: SplitMix64.rank(of: ["candidate", "\($0)"], seed: seed), candidate: $0) }
            candidates = ranked.sorted { ($0.rank, "\($0.candidate)") < ($1.rank, "\($1.candidate)") }.prefix(draw)
                .map(\.candidate)
        }
        let drawn = candidates.count < all.count ? ", drawn from \(all.count)" : ""
        context.message("\(candidates.count) \(candidates.count == 1 ? "candidate" : "candidates")\(drawn)")
        return Output(candidates: candidates)
    }

    /// Every combination, each once.
    private var grid: [Candidate] {
        var seen: Set<Candidate> = []
        return architectures.flatMap { architecture in
            learningRates.flatMap { rate in
                augmentations.map { Candidate(architecture: architecture, learningRate: rate, augmentation: $0) }
            }
        }.filter { seen.insert($0).inserted }
    }
}
