/// How the first weights of a layer are drawn; biases are zero unless it is said.
public enum Initialization: Hashable, Sendable {
    /// Evenly within 1/√(inputs of a value), the bias too: PyTorch's default.
    case uniformByInputs
    /// Normally with the deviation √(2 / (kernel area · output channels)): “Delving Deep into Rectifiers”, He et al., 2015.
    case normalByOutputs
    /// Normally with a deviation.
    case normal(deviation: Double)
}
