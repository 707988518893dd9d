extension PlanBuilder {
    /// Adds what torchvision calls a `Conv2dNormActivation`: a convolution, its normalisation and an activation.
    mutating func addUnit(
        _ name: String, _ outputs: Int, kernel: Int, stride: Int = 1, groups: Int = 1, _ activation: Activation?
    ) {
        convolve("\(name).0", outputs, kernel: kernel, stride: stride, groups: groups)
        normalise("\(name).1")
        if let activation { activate(activation) }
    }

    /// Adds a squeeze-and-excitation: each channel is scaled by a number that is computed of all channels' means.
    mutating func excite(_ name: String, squeezed: Int, _ activation: Activation, gate: Activation) {
        let input = last
        let channels = shape.channels
        averagePool()
        convolve("\(name).fc1", squeezed, kernel: 1, bias: true)
        activate(activation)
        convolve("\(name).fc2", channels, kernel: 1, bias: true)
        activate(gate)
        scale(input)
    }
}
