import Architectures
import TrainingJob

/// Measures how many images a second are trained on, without reading or changing any.
@MainActor
struct Bench {
    private var architecture = Architecture.smallCNN
    private var imageSize = 48
    private var batchSize = 128
    private var steps = 10
    private var threads = 2
    private var classCount = 43

    init(arguments: ArraySlice<String>) throws(TrainerError) {
        var rest = arguments
        while let option = rest.popFirst() {
            if option == "--architecture" {
                architecture = try Self.architecture(rest.popFirst() ?? "")
                continue
            }
            guard let text = rest.popFirst(), let value = Int(text), value > 0 else {
                throw TrainerError(.usage, "\(option) needs a number above 0")
            }
            switch option {
            case "--image-size": imageSize = value
            case "--batch": batchSize = value
            case "--steps": steps = value
            case "--threads": threads = value
            case "--classes": classCount = value
            default: throw TrainerError(.usage, "there is no option \(option)")
            }
        }
    }

    private static func architecture(_ name: String) throws(TrainerError) -> Architecture {
        do throws(ArchitectureError) {
            return try Architecture(named: name)
        } catch {
            throw TrainerError(.usage, error.description)
        }
    }

    func run() throws {
        try Network.configure(threads: threads)
        let network = try Network(
            ModelDescription(
                architecture: architecture, classCount: classCount, imageSize: imageSize,
                mean: [0.5, 0.5, 0.5], standardDeviation: [0.25, 0.25, 0.25], parameterCount: 0),
            device: .cpu)
        var random = RandomSource(1)
        let batch = Batch(
            pixels: (0..<batchSize * imageSize * imageSize * 3).map { _ in UInt8(random.index(below: 256)) },
            classes: (0..<batchSize).map { Int64($0 % classCount) })
        // The first steps build kernels and grow the heap.
        for _ in 0..<3 { try train(network, batch) }
        let started = ContinuousClock.now
        for _ in 0..<steps { try train(network, batch) }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        Console.tell(
            .metric(name: "images_per_second", step: 1, value: (Double(steps * batchSize) / seconds).rounded()))
    }

    private func train(_ network: Network, _ batch: Batch) throws {
        let step = TrainingStep(learningRate: 0.01)
        _ = try network.train(on: batch, step)
    }
}
