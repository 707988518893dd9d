public import PipelineKit
public import TrainingJob

/// How a network is trained, beyond what ``Train`` itself asks for; an option is a constant or a parameter.
///
/// The defaults train well from scratch: gradient descent with momentum, a one-cycle schedule, smoothed labels.
///
/// ```swift
/// let rule = graph.parameter("optimiser", default: Optimiser.Kind.sgd)
/// let train = graph.step(
///     "train",
///     Train(
///         training: training.shards, validation: validation.shards, classes: split.classes,
///         options: TrainingOptions(optimiserKind: rule, emaDecay: 0.999)))
/// ```
public struct TrainingOptions: Codable, Sendable {
    @Input var optimiserKind: Optimiser.Kind
    @Input var momentum: Double
    @Input var secondMomentum: Double
    @Input var weightDecay: Double
    @Input var clipNorm: Double
    @Input var scheduleKind: Schedule.Kind
    @Input var warmUpEpochs: Double
    @Input var stepEpochs: Int
    @Input var stepFactor: Double
    @Input var labelSmoothing: Double
    @Input var balance: ClassBalance
    @Input var emaDecay: Double
    @Input var patience: Int
    @Input var precision: Precision
    @Input var device: Device
    @Input var augmentation: Augmentation
    @Input var augmentationStrength: Double

    /// Gathers options.
    /// - Parameters:
    ///   - optimiserKind: How gradients change the weights.
    ///   - momentum: The share of earlier gradients that stays in each step; AdamW's first beta.
    ///   - secondMomentum: AdamW's second beta.
    ///   - weightDecay: The pull of weights towards zero, at each step in proportion to the rate.
    ///   - clipNorm: The length to which longer gradients, taken over all weights, are shortened; 0 for no limit.
    ///   - scheduleKind: How the learning rate changes.
    ///   - warmUpEpochs: The epochs in which the rate rises; 0 for none, and for `oneCycle` for a quarter of them all.
    ///   - stepEpochs: The epochs after which the schedule `step` lowers the rate.
    ///   - stepFactor: What the schedule `step` multiplies the rate by.
    ///   - labelSmoothing: The share of probability that is spread over all classes, from 0 to 0.9.
    ///   - balance: What is done about rare classes.
    ///   - emaDecay: The share that an exponential moving average of all weights keeps at each step, such as 0.999; the
    ///     average is validated and becomes the model. 0 for no average.
    ///   - patience: The epochs without a better validation after which the training stops; 0 to do all of them.
    ///   - precision: The numbers to compute with.
    ///   - device: Where to compute.
    ///   - augmentation: How far training images are changed at random.
    ///   - augmentationStrength: What every change of `augmentation` is multiplied by; 0 leaves the images as they are,
    ///     but for mirroring.
    public init(
        optimiserKind: Reference<Optimiser.Kind> = Reference(.sgd), momentum: Reference<Double> = 0.9,
        secondMomentum: Reference<Double> = 0.999, weightDecay: Reference<Double> = 0.0005,
        clipNorm: Reference<Double> = 0, scheduleKind: Reference<Schedule.Kind> = Reference(.oneCycle),
        warmUpEpochs: Reference<Double> = 0, stepEpochs: Reference<Int> = 10, stepFactor: Reference<Double> = 0.1,
        labelSmoothing: Reference<Double> = 0.1, balance: Reference<ClassBalance> = Reference(.none),
        emaDecay: Reference<Double> = 0, patience: Reference<Int> = 0,
        precision: Reference<Precision> = Reference(.float32), device: Reference<Device> = Reference(.auto),
        augmentation: Reference<Augmentation> = Reference(Augmentation()), augmentationStrength: Reference<Double> = 1
    ) {
        _optimiserKind = optimiserKind
        _momentum = momentum
        _secondMomentum = secondMomentum
        _weightDecay = weightDecay
        _clipNorm = clipNorm
        _scheduleKind = scheduleKind
        _warmUpEpochs = warmUpEpochs
        _stepEpochs = stepEpochs
        _stepFactor = stepFactor
        _labelSmoothing = labelSmoothing
        _balance = balance
        _emaDecay = emaDecay
        _patience = patience
        _precision = precision
        _device = device
        _augmentation = augmentation
        _augmentationStrength = augmentationStrength
    }
}

extension TrainingOptions {
    /// The optimiser as a job has it.
    var optimiser: Optimiser {
        Optimiser(
            kind: optimiserKind, momentum: momentum, secondMomentum: secondMomentum, weightDecay: weightDecay,
            clipNorm: clipNorm)
    }

    /// The schedule as a job has it.
    var schedule: Schedule {
        Schedule(
            kind: scheduleKind, warmUpEpochs: warmUpEpochs, stepEpochs: stepEpochs, stepFactor: stepFactor)
    }

    /// The changes of images as a job has them.
    var changes: Augmentation { augmentation.multiplied(by: augmentationStrength) }
}

extension Optimiser.Kind: ParameterValue {}
extension Schedule.Kind: ParameterValue {}
extension ClassBalance: ParameterValue {}
extension Precision: ParameterValue {}
extension Device: ParameterValue {}
