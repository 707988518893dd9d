/// The two kinds of residual blocks.
enum ResidualBlock {
    /// Two 3×3 convolutions.
    case basic
    /// A 1×1, a 3×3 and a 1×1 convolution, which makes four times as many channels.
    case bottleneck
}

extension PlanBuilder {
    /// Adds a residual network as torchvision builds it: a bottleneck has its stride in the 3×3 convolution.
    mutating func addResNet(_ kind: ResidualBlock, _ depths: [Int], classCount: Int) {
        beginBlock()
        convolve("conv1", 64, kernel: 7, stride: 2)
        normalise("bn1")
        activate(.relu)
        maxPool(3, stride: 2, padding: 1)
        for (stage, depth) in depths.enumerated() {
            for block in 0..<depth {
                beginBlock()
                let stride = stage > 0 && block == 0 ? 2 : 1
                addResidualBlock(kind, "layer\(stage + 1).\(block)", channels: 64 << stage, stride: stride)
            }
        }
        averagePool()
        flatten()
        beginHead()
        connect("fc", classCount, .uniformByInputs)
    }

    private mutating func addResidualBlock(_ kind: ResidualBlock, _ name: String, channels: Int, stride: Int) {
        let input = last
        switch kind {
        case .basic:
            addConvolution(1, of: name, channels, kernel: 3, stride: stride)
            activate(.relu)
            addConvolution(2, of: name, channels, kernel: 3)
        case .bottleneck:
            addConvolution(1, of: name, channels, kernel: 1)
            activate(.relu)
            addConvolution(2, of: name, channels, kernel: 3, stride: stride)
            activate(.relu)
            addConvolution(3, of: name, 4 * channels, kernel: 1)
        }
        let main = last
        if layers[input].shape == shape {
            add(input)
        } else {
            convolve("\(name).downsample.0", shape.channels, kernel: 1, stride: stride, from: input)
            normalise("\(name).downsample.1")
            add(main)
        }
        activate(.relu)
    }

    private mutating func addConvolution(
        _ number: Int, of name: String, _ channels: Int, kernel: Int, stride: Int = 1
    ) {
        convolve("\(name).conv\(number)", channels, kernel: kernel, stride: stride)
        normalise("\(name).bn\(number)")
    }
}
