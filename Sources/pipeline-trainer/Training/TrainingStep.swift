import CTorch
import TrainingJob

/// The settings of one step of a training.
struct TrainingStep {
    var optimiser = Optimiser()
    var learningRate: Double
    /// The rate of the backbone, as a fraction of the learning rate.
    var backboneRate = 1.0
    var labelSmoothing = 0.1
    /// What the loss of each class is multiplied by; empty where all count the same.
    var classWeights: [Float] = []
    var emaDecay = 0.0
    var isMixedPrecision = false

    /// The settings as libtorch's side takes them, as long as the body runs.
    func withOptions<Result>(_ body: (UnsafePointer<ctorch_step_options>) -> Result) -> Result {
        classWeights.withUnsafeBufferPointer { weights in
            var options = ctorch_step_options(
                optimizer: optimiser.kind.code, learning_rate: learningRate, momentum: optimiser.momentum,
                second_momentum: optimiser.secondMomentum, weight_decay: optimiser.weightDecay,
                clip_norm: optimiser.clipNorm, label_smoothing: labelSmoothing,
                class_weights: weights.isEmpty ? nil : weights.baseAddress, ema_decay: emaDecay,
                mixed_precision: isMixedPrecision ? 1 : 0, backbone_rate: backboneRate)
            return body(&options)
        }
    }
}

extension Optimiser.Kind {
    fileprivate var code: ctorch_optimizer {
        switch self {
        case .sgd: CTORCH_OPTIMIZER_SGD
        case .adamw: CTORCH_OPTIMIZER_ADAMW
        }
    }
}
