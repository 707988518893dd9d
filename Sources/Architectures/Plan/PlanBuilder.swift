/// Writes down the layers of a network, one after the other.
///
/// Every method adds a layer that reads the last one, unless it is told which, and returns the layer's number.
struct PlanBuilder {
    private(set) var layers: [Layer]
    private(set) var headStart = 0
    private(set) var blockStarts: [Int] = []

    /// How the convolutions' first weights are drawn.
    var convolutions = Initialization.normalByOutputs
    /// What is added to variances, and the part of the running figures that a batch replaces.
    var epsilon = 1e-5
    var momentum = 0.1

    init(imageSize: Int) {
        layers = [Layer(name: "", operation: .images, inputs: [], shape: Shape(channels: 3, side: imageSize))]
    }

    /// The number of the last layer.
    var last: Int { layers.count - 1 }
    /// What the last layer makes of an image.
    var shape: Shape { layers[last].shape }

    /// Begins a part that is frozen or thawed as a whole.
    mutating func beginBlock() { blockStarts.append(layers.count) }

    /// Ends the backbone.
    mutating func beginHead() { headStart = layers.count }

    @discardableResult mutating func convolve(
        _ name: String, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Operation.Padding? = nil,
        groups: Int = 1, bias: Bool = false, from input: Int? = nil
    ) -> Int {
        let shape = layers[input ?? last].shape
        let padding = padding ?? Operation.Padding(before: kernel / 2, after: kernel / 2)
        let side = (shape.side + padding.before + padding.after - kernel) / stride + 1
        let settings = Operation.Convolution(
            inputs: shape.channels, outputs: outputs, kernel: kernel, stride: stride, padding: padding, groups: groups,
            hasBias: bias, initialization: convolutions)
        return add(.convolution(settings), name, [input ?? last], Shape(channels: outputs, side: side))
    }

    @discardableResult mutating func normalise(_ name: String) -> Int {
        add(.batchNorm(.init(channels: shape.channels, epsilon: epsilon, momentum: momentum)), name)
    }

    @discardableResult mutating func activate(_ activation: Activation) -> Int { add(.activation(activation)) }

    @discardableResult mutating func maxPool(_ kernel: Int, stride: Int, padding: Int = 0) -> Int {
        let side = (shape.side + 2 * padding - kernel) / stride + 1
        let operation = Operation.maxPool(kernel: kernel, stride: stride, padding: padding)
        return add(operation, "", [last], Shape(channels: shape.channels, side: side))
    }

    @discardableResult mutating func averagePool() -> Int {
        add(.averagePool, "", [last], Shape(channels: shape.channels, side: 1))
    }

    @discardableResult mutating func flatten() -> Int {
        add(.flatten, "", [last], Shape(channels: shape.count, side: 1))
    }

    @discardableResult mutating func dropOut(_ share: Double) -> Int { add(.dropout(share)) }

    /// Adds the values of an earlier layer to the last one's.
    @discardableResult mutating func add(_ other: Int) -> Int {
        precondition(layers[other].shape == shape, "a sum of \(layers[other].shape) and \(shape)")
        return add(.add, "", [last, other], shape)
    }

    /// Multiplies each channel of an earlier layer by a value of the last one.
    @discardableResult mutating func scale(_ other: Int) -> Int {
        precondition(shape == Shape(channels: layers[other].shape.channels, side: 1), "a factor for each channel")
        return add(.multiply, "", [other, last], layers[other].shape)
    }

    @discardableResult mutating func connect(
        _ name: String, _ outputs: Int, _ initialization: Initialization
    ) -> Int {
        precondition(shape.side == 1, "a fully connected layer reads a row of features")
        let settings = Operation.Linear(inputs: shape.channels, outputs: outputs, initialization: initialization)
        return add(.linear(settings), name, [last], Shape(channels: outputs, side: 1))
    }

    /// Adds an operation that changes no shape.
    private mutating func add(_ operation: Operation, _ name: String = "") -> Int {
        add(operation, name, [last], shape)
    }

    private mutating func add(_ operation: Operation, _ name: String, _ inputs: [Int], _ shape: Shape) -> Int {
        layers.append(Layer(name: name, operation: operation, inputs: inputs, shape: shape))
        return last
    }
}
