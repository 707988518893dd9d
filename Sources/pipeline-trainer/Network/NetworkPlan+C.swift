import Architectures
import CTorch
import Glibc

extension NetworkPlan {
    /// Shows the layers as C declares them, for as long as the body runs.
    func withLayers<Result>(_ body: (UnsafeBufferPointer<ctorch_layer>) -> Result) -> Result {
        let names = layers.map { strdup($0.name) }
        defer { names.forEach { free($0) } }
        let plans = zip(layers, names).map { layer, name in
            var plan = layer.operation.plan
            plan.name = UnsafePointer(name)
            let inputs = layer.inputs.map { Int32($0) } + [0, 0]
            plan.inputs = (inputs[0], inputs[1])
            return plan
        }
        return plans.withUnsafeBufferPointer(body)
    }
}

extension Operation {
    fileprivate var plan: ctorch_layer {
        var plan = ctorch_layer()
        switch self {
        case .images: plan.operation = CTORCH_IMAGES
        case .convolution(let settings):
            plan.operation = CTORCH_CONVOLUTION
            plan.input_channels = Int32(settings.inputs)
            plan.output_channels = Int32(settings.outputs)
            plan.kernel = Int32(settings.kernel)
            plan.stride = Int32(settings.stride)
            plan.padding_before = Int32(settings.padding.before)
            plan.padding_after = Int32(settings.padding.after)
            plan.groups = Int32(settings.groups)
            plan.has_bias = settings.hasBias
            settings.initialization.write(to: &plan)
        case .batchNorm(let settings):
            plan.operation = CTORCH_BATCH_NORM
            plan.output_channels = Int32(settings.channels)
            plan.epsilon = settings.epsilon
            plan.momentum = settings.momentum
        case .activation(let activation):
            plan.operation = CTORCH_ACTIVATION
            plan.activation = activation.code
        case .maxPool(let kernel, let stride, let padding):
            plan.operation = CTORCH_MAX_POOL
            plan.kernel = Int32(kernel)
            plan.stride = Int32(stride)
            plan.padding_before = Int32(padding)
            plan.padding_after = Int32(padding)
        case .averagePool: plan.operation = CTORCH_AVERAGE_POOL
        case .add: plan.operation = CTORCH_ADD
        case .multiply: plan.operation = CTORCH_MULTIPLY
        case .flatten: plan.operation = CTORCH_FLATTEN
        case .dropout(let share):
            plan.operation = CTORCH_DROPOUT
            plan.dropout = share
        case .linear(let settings):
            plan.operation = CTORCH_LINEAR
            plan.input_channels = Int32(settings.inputs)
            plan.output_channels = Int32(settings.outputs)
            settings.initialization.write(to: &plan)
        }
        return plan
    }
}

extension Activation {
    fileprivate var code: ctorch_activation {
        switch self {
        case .relu: CTORCH_RELU
        case .relu6: CTORCH_RELU6
        case .hardSigmoid: CTORCH_HARD_SIGMOID
        case .hardSwish: CTORCH_HARD_SWISH
        case .sigmoid: CTORCH_SIGMOID
        case .silu: CTORCH_SILU
        }
    }
}

extension Initialization {
    fileprivate func write(to plan: inout ctorch_layer) {
        switch self {
        case .uniformByInputs: plan.initialization = CTORCH_UNIFORM_BY_INPUTS
        case .normalByOutputs: plan.initialization = CTORCH_NORMAL_BY_OUTPUTS
        case .normal(let deviation):
            plan.initialization = CTORCH_NORMAL
            plan.deviation = deviation
        }
    }
}
