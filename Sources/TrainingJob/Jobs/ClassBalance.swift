/// What is done about classes that have many more images than others.
public enum ClassBalance: String, Codable, CaseIterable, Sendable {
    /// Nothing: every image counts the same.
    case none
    /// The loss of an image counts by the inverse of its class's frequency.
    case weights
    /// Every class is seen equally often: images of rare ones several times in an epoch, of frequent ones not in each.
    case sampling
}
