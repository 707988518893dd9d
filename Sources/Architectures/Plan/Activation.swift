/// A function of each value on its own.
public enum Activation: Hashable, Sendable {
    /// `max(x, 0)`.
    case relu
    /// `min(max(x, 0), 6)`.
    case relu6
    /// `relu6(x + 3) / 6`.
    case hardSigmoid
    /// `x · hardSigmoid(x)`.
    case hardSwish
    /// `1 / (1 + exp(-x))`.
    case sigmoid
    /// `x · sigmoid(x)`, also called swish.
    case silu
}
