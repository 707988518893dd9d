import Architectures
import CTorch
import TrainingJob

/// A network of libtorch with its optimizer, to be used on one thread.
@MainActor
final class Network {
    /// What the network is made of.
    let plan: NetworkPlan
    let handle: OpaquePointer
    private let classCount: Int

    /// Prepares libtorch; to be called once, before the first network.
    static func configure(threads: Int) throws(TrainerError) {
        try check(ctorch_configure(Int32(threads)))
    }

    /// Makes a network with random weights.
    init(_ description: ModelDescription, device: Device, seed: UInt64 = 0) throws(TrainerError) {
        let plan = try Self.plan(description)
        let mean = description.mean
        let deviation = description.standardDeviation
        var made: OpaquePointer?
        let status = plan.withLayers { layers in
            var options = ctorch_network_options(
                layers: layers.baseAddress, layer_count: Int32(layers.count), head_start: Int32(plan.headStart),
                class_count: Int32(description.classCount), image_size: Int32(description.imageSize),
                device: device.code, seed: seed, mean: (mean[0], mean[1], mean[2]),
                standard_deviation: (deviation[0], deviation[1], deviation[2]))
            return ctorch_network_create(&options, &made)
        }
        try Self.check(status)
        guard let made else { preconditionFailure("libtorch made no network and gave no reason") }
        handle = made
        classCount = description.classCount
        self.plan = plan
    }

    private static func plan(_ description: ModelDescription) throws(TrainerError) -> NetworkPlan {
        do throws(ArchitectureError) {
            return try NetworkPlan(
                description.architecture, classCount: description.classCount, imageSize: description.imageSize)
        } catch {
            throw TrainerError(.badModel, error.description)
        }
    }

    isolated deinit { ctorch_network_free(handle) }

    /// Number of trained values.
    var parameterCount: Int { Int(ctorch_parameter_count(handle)) }

    /// The kind of device it computes on.
    var deviceName: String { String(cString: ctorch_device_name(handle)) }

    /// Trains the layers from this one on, and none before it; 0 trains all, the plan's `headStart` the head alone.
    func freeze(before layer: Int) throws(TrainerError) {
        try Self.check(ctorch_network_freeze(handle, Int32(layer)))
    }

    /// Takes a step on a batch; returns the mean loss, and how many images were classified rightly.
    func train(on batch: Batch, _ step: TrainingStep) throws(TrainerError) -> (loss: Double, correct: Int) {
        var result = ctorch_step_result()
        try Self.check(
            step.withOptions { options in
                ctorch_train_step(handle, batch.pixels, batch.classes, Int32(batch.count), options, &result)
            })
        return (result.loss, Int(result.correct))
    }

    /// Has the moving average of all weights in the place of the weights while the body runs, if that is wanted.
    func withAverage(_ isWanted: Bool, _ body: () throws -> Void) throws {
        guard isWanted else { return try body() }
        try Self.check(ctorch_average_swap(handle))
        try body()
        try Self.check(ctorch_average_swap(handle))
    }

    /// Writes all that the next steps depend on.
    func saveState(to file: String) throws(TrainerError) { try Self.check(ctorch_state_save(handle, file)) }

    /// Becomes what it was when the state was saved; the optimiser is made with the settings of the next step.
    func loadState(from file: String, with step: TrainingStep) throws(TrainerError) {
        try Self.check(step.withOptions { ctorch_state_load(handle, $0, file) })
    }

    /// Returns the probabilities of the classes for some of the images, a row for each.
    func probabilities(of range: Range<Int>, in images: ImageSet) throws(TrainerError) -> [Float] {
        var status = CTORCH_OK
        let rows = [Float](unsafeUninitializedCapacity: range.count * classCount) { room, count in
            images.pixels.withUnsafeBufferPointer { pixels in
                let start = pixels.baseAddress.map { $0 + range.lowerBound * images.bytesPerImage }
                status = ctorch_predict(handle, start, Int32(range.count), room.baseAddress)
            }
            count = status == CTORCH_OK ? room.count : 0
        }
        try Self.check(status)
        return rows
    }

    /// Returns what the backbone makes of some of the images: `plan.featureCount` values for each.
    func features(of range: Range<Int>, in images: ImageSet) throws(TrainerError) -> [Float] {
        var status = CTORCH_OK
        let rows = [Float](unsafeUninitializedCapacity: range.count * plan.featureCount) { room, count in
            images.pixels.withUnsafeBufferPointer { pixels in
                let start = pixels.baseAddress.map { $0 + range.lowerBound * images.bytesPerImage }
                status = ctorch_features(handle, start, Int32(range.count), room.baseAddress)
            }
            count = status == CTORCH_OK ? room.count : 0
        }
        try Self.check(status)
        return rows
    }

    /// Copies all tensors out.
    func tensors() throws(TrainerError) -> [Tensor] {
        var tensors: [Tensor] = []
        for index in 0..<ctorch_tensor_count(handle) {
            let (name, shape) = try layout(index)
            var values = [Float](repeating: 0, count: shape.reduce(1, *))
            try Self.check(ctorch_tensor_read(handle, index, &values))
            tensors.append(Tensor(name: name, shape: shape, values: values))
        }
        return tensors
    }

    /// Replaces all tensors.
    ///
    /// - Throws: an error that names the first tensor that is missing, superfluous or of another shape.
    func load(_ tensors: [Tensor]) throws(TrainerError) {
        var given = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0) })
        for index in 0..<ctorch_tensor_count(handle) {
            let (name, shape) = try layout(index)
            guard let tensor = given.removeValue(forKey: name) else {
                throw TrainerError(.badModel, "the tensor “\(name)” is missing")
            }
            guard tensor.shape == shape else {
                throw TrainerError(.badModel, "the tensor “\(name)” has the shape \(tensor.shape), not \(shape)")
            }
            try Self.check(ctorch_tensor_write(handle, index, tensor.values))
        }
        if let name = given.keys.min() {
            throw TrainerError(.badModel, "the network has no tensor “\(name)”")
        }
    }

    func layout(_ index: Int64) throws(TrainerError) -> (name: String, shape: [Int]) {
        var tensor = ctorch_tensor()
        try Self.check(ctorch_tensor_describe(handle, index, &tensor))
        let axes = [tensor.shape.0, tensor.shape.1, tensor.shape.2, tensor.shape.3]
        return (String(cString: tensor.name), axes.prefix(Int(tensor.rank)).map { Int($0) })
    }

    static func check(_ status: ctorch_status) throws(TrainerError) {
        guard status == CTORCH_OK else { throw TrainerError(.torch, String(cString: ctorch_last_error())) }
    }
}

extension Device {
    fileprivate var code: ctorch_device {
        switch self {
        case .auto: CTORCH_DEVICE_AUTO
        case .cpu: CTORCH_DEVICE_CPU
        case .cuda: CTORCH_DEVICE_CUDA
        }
    }
}
