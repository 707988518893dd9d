internal import TrainingJob

/// The network `small_cnn` as operators: see `Architecture` for its layers.
struct SmallCNNGraph {
    let description: ModelDescription
    let weights: [String: Tensor]

    static let input = "pixels"
    static let output = "probabilities"
    private static let channels = [3, 32, 32, 64, 64, 128, 128]
    private static let hiddenFeatures = 256

    /// Returns the graph, from pixels to probabilities.
    /// - Throws: `ONNXError` where a tensor is missing or of another shape.
    func graph() throws(ONNXError) -> ONNXGraph {
        let side = description.imageSize
        var graph = ONNXGraph(name: description.architecture.rawValue)
        graph.addInput(
            Self.input, [.open("images"), .length(3), .length(side), .length(side)],
            about: "red, green and blue samples from 0 to 255, row by row; the graph normalises them")
        var values = normalised(in: &graph)
        for layer in 1..<Self.channels.count { values = try convolved(values, layer, in: &graph) }
        values = graph.add("Flatten", [values], [ONNXAttribute(name: "axis", value: .int(1))])
        let features = Self.channels[Self.channels.count - 1] * (side / 8) * (side / 8)
        values = try connected(values, "hidden", [Self.hiddenFeatures, features], in: &graph)
        values = graph.add("Relu", [values])
        values = try connected(values, "output", [description.classCount, Self.hiddenFeatures], in: &graph)
        _ = graph.add("Softmax", [values], output: Self.output, [ONNXAttribute(name: "axis", value: .int(1))])
        graph.addOutput(
            Self.output, [.open("images"), .length(description.classCount)], about: "the probability of each class")
        return graph
    }

    /// Subtracts the mean and divides by the deviation, with the very numbers that the trainer does it with.
    private func normalised(in graph: inout ONNXGraph) -> String {
        let mean = Tensor(name: "mean", shape: [1, 3, 1, 1], values: description.mean.map { $0 * 255 })
        let scale = Tensor(
            name: "scale", shape: [1, 3, 1, 1], values: description.standardDeviation.map { 1 / ($0 * 255) })
        let centred = graph.add("Sub", [Self.input, graph.add(mean)])
        return graph.add("Mul", [centred, graph.add(scale)])
    }

    private func convolved(_ input: String, _ layer: Int, in graph: inout ONNXGraph) throws(ONNXError) -> String {
        let count = Self.channels[layer]
        let kernel = try add("conv\(layer).weight", [count, Self.channels[layer - 1], 3, 3], in: &graph)
        var values = graph.add(
            "Conv", [input, kernel],
            [
                ONNXAttribute(name: "kernel_shape", value: .ints([3, 3])),
                ONNXAttribute(name: "pads", value: .ints([1, 1, 1, 1])),
            ])
        if layer.isMultiple(of: 2) {
            values = graph.add(
                "MaxPool", [values],
                [
                    ONNXAttribute(name: "kernel_shape", value: .ints([2, 2])),
                    ONNXAttribute(name: "strides", value: .ints([2, 2])),
                ])
        }
        var norm: [String] = []
        for name in ["weight", "bias", "running_mean", "running_var"] {
            norm.append(try add("norm\(layer).\(name)", [count], in: &graph))
        }
        values = graph.add(
            "BatchNormalization", [values] + norm, [ONNXAttribute(name: "epsilon", value: .float(1e-5))])
        return graph.add("Relu", [values])
    }

    private func connected(
        _ input: String, _ name: String, _ shape: [Int], in graph: inout ONNXGraph
    ) throws(ONNXError) -> String {
        let weight = try add("\(name).weight", shape, in: &graph)
        let bias = try add("\(name).bias", [shape[0]], in: &graph)
        // PyTorch keeps a row of weights for each output.
        return graph.add("Gemm", [input, weight, bias], [ONNXAttribute(name: "transB", value: .int(1))])
    }

    private func add(_ name: String, _ shape: [Int], in graph: inout ONNXGraph) throws(ONNXError) -> String {
        guard let tensor = weights[name] else {
            throw ONNXError(.weights, "its weights lack the tensor '\(name)'")
        }
        guard tensor.shape == shape else {
            throw ONNXError(.weights, "its tensor '\(name)' has the shape \(tensor.shape), not \(shape)")
        }
        return graph.add(tensor)
    }
}
