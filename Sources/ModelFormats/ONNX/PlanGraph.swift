internal import Architectures
internal import TrainingJob

/// A network's plan as ONNX's operators, from pixels to probabilities.
struct PlanGraph {
    static let input = "pixels"
    static let output = "probabilities"

    private let plan: NetworkPlan
    private let description: ModelDescription
    private let weights: [String: Tensor]
    private var graph: ONNXGraph

    init(_ plan: NetworkPlan, _ description: ModelDescription, weights: [String: Tensor]) {
        self.plan = plan
        self.description = description
        self.weights = weights
        graph = ONNXGraph(name: plan.architecture.rawValue)
    }

    /// Returns the graph.
    /// - Throws: `ONNXError` where a tensor is missing or of another shape.
    static func graph(
        of plan: NetworkPlan, _ description: ModelDescription, weights: [String: Tensor]
    ) throws(ONNXError) -> ONNXGraph {
        var walker = PlanGraph(plan, description, weights: weights)
        try walker.walk()
        return walker.graph
    }

    private mutating func walk() throws(ONNXError) {
        let side = plan.imageSize
        graph.addInput(
            Self.input, [.open("images"), .length(3), .length(side), .length(side)],
            about: "red, green and blue samples from 0 to 255, row by row; the graph normalises them")
        var values = [normalised()]
        for layer in plan.layers.dropFirst() {
            values.append(try add(layer, reading: layer.inputs.map { values[$0] }))
        }
        let axis = ONNXAttribute(name: "axis", value: .int(1))
        _ = graph.add("Softmax", [values[values.count - 1]], output: Self.output, [axis])
        graph.addOutput(
            Self.output, [.open("images"), .length(plan.classCount)], about: "the probability of each class")
    }

    /// Subtracts the mean and divides by the deviation, with the very numbers that the trainer does it with.
    private mutating func normalised() -> String {
        let mean = Tensor(name: "mean", shape: [1, 3, 1, 1], values: description.mean.map { $0 * 255 })
        let scale = Tensor(
            name: "scale", shape: [1, 3, 1, 1], values: description.standardDeviation.map { 1 / ($0 * 255) })
        let centred = graph.add("Sub", [Self.input, graph.add(mean)])
        return graph.add("Mul", [centred, graph.add(scale)])
    }

    /// Adds a layer with its weights; returns the name of what it makes.
    private mutating func add(_ layer: Layer, reading inputs: [String]) throws(ONNXError) -> String {
        var operands = inputs
        for parameter in layer.parameters { operands.append(try add(parameter)) }
        switch layer.operation {
        case .images: return inputs[0]
        case .convolution(let settings):
            let (before, after) = (settings.padding.before, settings.padding.after)
            return graph.add(
                "Conv", operands,
                [
                    ONNXAttribute(name: "group", value: .int(settings.groups)),
                    ONNXAttribute(name: "kernel_shape", value: .ints([settings.kernel, settings.kernel])),
                    ONNXAttribute(name: "pads", value: .ints([before, before, after, after])),
                    ONNXAttribute(name: "strides", value: .ints([settings.stride, settings.stride])),
                ])
        case .batchNorm(let settings):
            let epsilon = ONNXAttribute(name: "epsilon", value: .float(Float(settings.epsilon)))
            return graph.add("BatchNormalization", operands, [epsilon])
        case .activation(let activation): return add(activation, of: inputs[0])
        case .maxPool(let kernel, let stride, let padding):
            return graph.add(
                "MaxPool", operands,
                [
                    ONNXAttribute(name: "kernel_shape", value: .ints([kernel, kernel])),
                    ONNXAttribute(name: "pads", value: .ints([padding, padding, padding, padding])),
                    ONNXAttribute(name: "strides", value: .ints([stride, stride])),
                ])
        case .averagePool: return graph.add("GlobalAveragePool", operands)
        case .add: return graph.add("Add", operands)
        case .multiply: return graph.add("Mul", operands)
        case .flatten: return graph.add("Flatten", operands, [ONNXAttribute(name: "axis", value: .int(1))])
        // It only does something while training.
        case .dropout: return inputs[0]
        // PyTorch keeps a row of weights for each output.
        case .linear: return graph.add("Gemm", operands, [ONNXAttribute(name: "transB", value: .int(1))])
        }
    }

    private mutating func add(_ activation: Activation, of input: String) -> String {
        switch activation {
        case .relu: return graph.add("Relu", [input])
        case .relu6:
            let bounds = [("zero", 0), ("six", 6)].map { name, value in
                graph.addOnce(Tensor(name: name, shape: [], values: [Float(value)]))
            }
            return graph.add("Clip", [input] + bounds)
        case .hardSigmoid:
            // Its default slope is another one than PyTorch's.
            return graph.add("HardSigmoid", [input], [ONNXAttribute(name: "alpha", value: .float(1 / 6))])
        case .hardSwish: return graph.add("HardSwish", [input])
        case .sigmoid: return graph.add("Sigmoid", [input])
        case .silu: return graph.add("Mul", [input, graph.add("Sigmoid", [input])])
        }
    }

    private mutating func add(_ parameter: Layer.Parameter) throws(ONNXError) -> String {
        guard let tensor = weights[parameter.name] else {
            throw ONNXError(.weights, "its weights lack the tensor '\(parameter.name)'")
        }
        guard tensor.shape == parameter.shape else {
            throw ONNXError(
                .weights, "its tensor '\(parameter.name)' has the shape \(tensor.shape), not \(parameter.shape)")
        }
        return graph.add(tensor)
    }
}
