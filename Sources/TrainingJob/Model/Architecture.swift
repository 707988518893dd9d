/// The networks that the trainer knows.
public enum Architecture: String, Codable, Sendable {
    /// Six 3x3 convolutions in three stages of 32, 64 and 128 channels, then two fully connected layers.
    ///
    /// Layers 1 to 6 are `convN` (padding 1, no bias), a 2x2 max-pool if N is even, `normN` (epsilon 1e-5) and ReLU.
    /// Then the values, flattened by channel, row and column, go through `hidden` (256 features), ReLU and
    /// `output`; softmax makes probabilities of its scores. Weights are laid out as PyTorch's `Conv2d` and `Linear` do.
    case smallCNN = "small_cnn"
}
