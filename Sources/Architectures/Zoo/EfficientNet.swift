/// A stage of EfficientNet-B0: blocks of one width, of which the first may halve width and height.
struct EfficientNetStage {
    let expansion: Int
    let kernel: Int
    let stride: Int
    let outputs: Int
    let depth: Int

    private init(_ expansion: Int, _ kernel: Int, _ stride: Int, _ outputs: Int, _ depth: Int) {
        self.expansion = expansion
        self.kernel = kernel
        self.stride = stride
        self.outputs = outputs
        self.depth = depth
    }

    /// Table 1 of the paper.
    static let all = [
        EfficientNetStage(1, 3, 1, 16, 1), EfficientNetStage(6, 3, 2, 24, 2), EfficientNetStage(6, 5, 2, 40, 2),
        EfficientNetStage(6, 3, 2, 80, 3), EfficientNetStage(6, 5, 1, 112, 3), EfficientNetStage(6, 5, 2, 192, 4),
        EfficientNetStage(6, 3, 1, 320, 1),
    ]
}

extension PlanBuilder {
    /// Adds EfficientNet-B0 as torchvision builds it, but without stochastic depth, which training alone has.
    mutating func addEfficientNetB0(classCount: Int) {
        beginBlock()
        addUnit("features.0", 32, kernel: 3, stride: 2, .silu)
        for (index, stage) in EfficientNetStage.all.enumerated() {
            for block in 0..<stage.depth {
                beginBlock()
                addBlock(stage, "features.\(index + 1).\(block).block", stride: block == 0 ? stage.stride : 1)
            }
        }
        beginBlock()
        addUnit("features.\(EfficientNetStage.all.count + 1)", 1280, kernel: 1, .silu)
        averagePool()
        flatten()
        beginHead()
        dropOut(0.2)
        // As whoever replaces torchvision's last layer has it: its own rule, made for a thousand classes, lets the scores of
        // a few begin in the tens.
        connect("classifier.1", classCount, .uniformByInputs)
    }

    private mutating func addBlock(_ stage: EfficientNetStage, _ name: String, stride: Int) {
        let input = last
        let inputs = shape.channels
        let expanded = inputs * stage.expansion
        // The names count the parts of a block, of which the first may be missing.
        let first = stage.expansion == 1 ? 0 : 1
        if first == 1 { addUnit("\(name).0", expanded, kernel: 1, .silu) }
        addUnit("\(name).\(first)", expanded, kernel: stage.kernel, stride: stride, groups: expanded, .silu)
        excite("\(name).\(first + 1)", squeezed: inputs / 4, .silu, gate: .sigmoid)
        addUnit("\(name).\(first + 2)", stage.outputs, kernel: 1, nil)
        if layers[input].shape == shape { add(input) }
    }
}
