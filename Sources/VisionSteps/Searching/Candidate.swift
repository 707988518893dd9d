public import Architectures

/// One way to train a network, among others that a search tries.
public struct Candidate: Codable, Hashable, Sendable {
    /// The kind of network.
    public var architecture: Architecture
    /// The highest rate of the schedule.
    public var learningRate: Double
    /// What every random change of the training images is multiplied by.
    public var augmentation: Double

    /// Describes a way to train.
    /// - Parameters:
    ///   - architecture: The kind of network.
    ///   - learningRate: The highest rate of the schedule.
    ///   - augmentation: What every random change of the training images is multiplied by; 0 for none.
    public init(architecture: Architecture, learningRate: Double, augmentation: Double) {
        self.architecture = architecture
        self.learningRate = learningRate
        self.augmentation = augmentation
    }
}

extension Candidate: CustomStringConvertible {
    /// The candidate in one line, as a table has it.
    public var description: String { "\(architecture.rawValue), rate \(learningRate), augmentation \(augmentation)" }
}
