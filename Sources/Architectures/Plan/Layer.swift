/// One operation of a network, and where its values come from.
public struct Layer: Hashable, Sendable {
    /// What its parameters' names begin with, such as `layer1.0.conv1`; empty for a layer without parameters.
    public let name: String
    /// What it computes.
    public let operation: Operation
    /// The numbers of the layers it reads, all before its own.
    public let inputs: [Int]
    /// What it makes of one image.
    public let shape: Shape

    /// A parameter of a layer: what is learnt, or counted while learning.
    public struct Parameter: Hashable, Sendable {
        /// The whole name, such as `layer1.0.conv1.weight`.
        public let name: String
        /// The length of each axis.
        public let shape: [Int]
    }

    /// The parameters, in the order in which the operation's documentation names them.
    public var parameters: [Parameter] {
        func parameter(_ part: String, _ shape: [Int]) -> Parameter { Parameter(name: "\(name).\(part)", shape: shape) }
        switch operation {
        case .convolution(let settings):
            let sides = [settings.outputs, settings.inputs / settings.groups, settings.kernel, settings.kernel]
            return [parameter("weight", sides)] + (settings.hasBias ? [parameter("bias", [settings.outputs])] : [])
        case .batchNorm(let settings):
            return ["weight", "bias", "running_mean", "running_var"].map { parameter($0, [settings.channels]) }
        case .linear(let settings):
            return [parameter("weight", [settings.outputs, settings.inputs]), parameter("bias", [settings.outputs])]
        default: return []
        }
    }
}
