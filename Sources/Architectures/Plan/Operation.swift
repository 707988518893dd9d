/// What a layer computes of the layers it reads.
///
/// Parameters are laid out as PyTorch's modules of the same names do. Kernels, strides and paddings are square.
public enum Operation: Hashable, Sendable {
    /// The normalised images themselves; the first layer, and no other.
    case images
    /// A convolution: `weight` (outputs × inputs/groups × kernel × kernel), and `bias` where it has one.
    case convolution(Convolution)
    /// Normalisation over the batch, or by running figures where it does not train: `weight`, `bias`, `running_mean`,
    /// `running_var`, a value for each channel.
    case batchNorm(BatchNorm)
    /// A function of each value.
    case activation(Activation)
    /// The largest value of each window.
    case maxPool(kernel: Int, stride: Int, padding: Int)
    /// The mean of each channel, as a channel of one value.
    case averagePool
    /// The sum of two layers of the same shape.
    case add
    /// The product of two layers; the second has one value for each channel of the first, or the same shape.
    case multiply
    /// All values in one row, by channel, row and column.
    case flatten
    /// Zero for a share of the values while training, and nothing else otherwise.
    case dropout(Double)
    /// A fully connected layer: `weight` (outputs × inputs) and `bias`.
    case linear(Linear)

    /// The settings of a convolution.
    public struct Convolution: Hashable, Sendable {
        /// Channels that are read.
        public let inputs: Int
        /// Channels that are made.
        public let outputs: Int
        /// Width and height of the kernel.
        public let kernel: Int
        /// The step between two places of the kernel.
        public let stride: Int
        /// Zeros around each channel.
        public let padding: Padding
        /// Parts that the channels are divided into, each convolved on its own.
        public let groups: Int
        /// Whether a bias is added.
        public let hasBias: Bool
        /// How its first weights are drawn.
        public let initialization: Initialization
    }

    /// Rows and columns of zeros around a channel.
    public struct Padding: Hashable, Sendable {
        /// Above and to the left.
        public let before: Int
        /// Below and to the right.
        public let after: Int

        /// Surrounds a channel with zeros.
        public init(before: Int, after: Int) {
            self.before = before
            self.after = after
        }
    }

    /// The settings of a normalisation.
    public struct BatchNorm: Hashable, Sendable {
        /// Channels that are read, and made.
        public let channels: Int
        /// What is added to the variance.
        public let epsilon: Double
        /// The part of the running figures that a batch replaces.
        public let momentum: Double
    }

    /// The settings of a fully connected layer.
    public struct Linear: Hashable, Sendable {
        /// Features that are read.
        public let inputs: Int
        /// Features that are made.
        public let outputs: Int
        /// How its first weights are drawn.
        public let initialization: Initialization
    }
}
