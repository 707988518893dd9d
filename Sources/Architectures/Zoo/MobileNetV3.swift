/// The two sizes of MobileNetV3.
enum MobileNetV3Size {
    case small
    case large

    /// One block: the side of its kernel, its channels, whether it squeezes and excites, hard swish or ReLU, its stride.
    struct Block {
        let kernel: Int
        let expanded: Int
        let outputs: Int
        let excites: Bool
        let activation: Activation
        let stride: Int

        init(_ kernel: Int, _ expanded: Int, _ outputs: Int, _ excites: Bool, _ activation: Activation, _ stride: Int) {
            self.kernel = kernel
            self.expanded = expanded
            self.outputs = outputs
            self.excites = excites
            self.activation = activation
            self.stride = stride
        }
    }

    /// The features of the first fully connected layer.
    var hiddenFeatures: Int { self == .small ? 1024 : 1280 }

    /// Tables 1 and 2 of the paper.
    var blocks: [Block] {
        switch self {
        case .small:
            [
                Block(3, 16, 16, true, .relu, 2), Block(3, 72, 24, false, .relu, 2), Block(3, 88, 24, false, .relu, 1),
                Block(5, 96, 40, true, .hardSwish, 2), Block(5, 240, 40, true, .hardSwish, 1),
                Block(5, 240, 40, true, .hardSwish, 1), Block(5, 120, 48, true, .hardSwish, 1),
                Block(5, 144, 48, true, .hardSwish, 1), Block(5, 288, 96, true, .hardSwish, 2),
                Block(5, 576, 96, true, .hardSwish, 1), Block(5, 576, 96, true, .hardSwish, 1),
            ]
        case .large:
            [
                Block(3, 16, 16, false, .relu, 1), Block(3, 64, 24, false, .relu, 2), Block(3, 72, 24, false, .relu, 1),
                Block(5, 72, 40, true, .relu, 2), Block(5, 120, 40, true, .relu, 1), Block(5, 120, 40, true, .relu, 1),
                Block(3, 240, 80, false, .hardSwish, 2), Block(3, 200, 80, false, .hardSwish, 1),
                Block(3, 184, 80, false, .hardSwish, 1), Block(3, 184, 80, false, .hardSwish, 1),
                Block(3, 480, 112, true, .hardSwish, 1), Block(3, 672, 112, true, .hardSwish, 1),
                Block(5, 672, 160, true, .hardSwish, 2), Block(5, 960, 160, true, .hardSwish, 1),
                Block(5, 960, 160, true, .hardSwish, 1),
            ]
        }
    }
}

extension PlanBuilder {
    /// Adds MobileNetV3 as torchvision builds it.
    mutating func addMobileNetV3(_ size: MobileNetV3Size, classCount: Int) {
        epsilon = 1e-3
        momentum = 0.01
        beginBlock()
        addUnit("features.0", 16, kernel: 3, stride: 2, .hardSwish)
        for (index, block) in size.blocks.enumerated() {
            beginBlock()
            addBlock(block, "features.\(index + 1).block")
        }
        beginBlock()
        addUnit("features.\(size.blocks.count + 1)", 6 * shape.channels, kernel: 1, .hardSwish)
        averagePool()
        flatten()
        beginHead()
        connect("classifier.0", size.hiddenFeatures, .normal(deviation: 0.01))
        activate(.hardSwish)
        dropOut(0.2)
        connect("classifier.3", classCount, .normal(deviation: 0.01))
    }

    private mutating func addBlock(_ block: MobileNetV3Size.Block, _ name: String) {
        let input = last
        var part = 0
        func next() -> String {
            defer { part += 1 }
            return "\(name).\(part)"
        }
        if block.expanded != shape.channels { addUnit(next(), block.expanded, kernel: 1, block.activation) }
        addUnit(
            next(), block.expanded, kernel: block.kernel, stride: block.stride, groups: block.expanded, block.activation
        )
        if block.excites {
            excite(next(), squeezed: Self.multipleOfEight(block.expanded / 4), .relu, gate: .hardSigmoid)
        }
        addUnit(next(), block.outputs, kernel: 1, nil)
        if layers[input].shape == shape { add(input) }
    }

    /// The nearest multiple of eight that is not more than a tenth below.
    private static func multipleOfEight(_ channels: Int) -> Int {
        let rounded = max(8, (channels + 4) / 8 * 8)
        return rounded * 10 < channels * 9 ? rounded + 8 : rounded
    }
}
