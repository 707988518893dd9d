import Architectures
import CTorch
import TrainingJob

extension Network {
    /// Replaces some tensors, and leaves the others as they are.
    ///
    /// - Throws: an error that names the first tensor that the network has not, or in another shape.
    func replace(_ tensors: [Tensor]) throws(TrainerError) {
        var given = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0) })
        for index in 0..<ctorch_tensor_count(handle) {
            let (name, shape) = try layout(index)
            guard let tensor = given.removeValue(forKey: name) else { continue }
            guard tensor.shape == shape else {
                throw TrainerError(.badModel, "the tensor “\(name)” has the shape \(tensor.shape), not \(shape)")
            }
            try Self.check(ctorch_tensor_write(handle, index, tensor.values))
        }
        if let name = given.keys.min() { throw TrainerError(.badModel, "the network has no tensor “\(name)”") }
    }

    /// Takes a step of the head on features; returns the mean loss, and how many images were classified rightly.
    func trainHead(
        on features: [Float], classes: [Int64], _ step: TrainingStep
    ) throws(TrainerError) -> (loss: Double, correct: Int) {
        var result = ctorch_step_result()
        try Self.check(
            step.withOptions { options in
                ctorch_train_head_step(
                    handle, features, Int64(plan.featureCount), classes, Int32(classes.count), options, &result)
            })
        return (result.loss, Int(result.correct))
    }

    /// Returns what the backbone makes of images, so many at a time.
    func features(of images: ImageSet, batchSize: Int, _ progress: inout ProgressTeller) throws -> Features {
        var values: [Float] = []
        values.reserveCapacity(images.count * plan.featureCount)
        for start in stride(from: 0, to: images.count, by: batchSize) {
            let range = start..<min(images.count, start + batchSize)
            values += try features(of: range, in: images)
            progress.add(range.count)
        }
        return Features(width: plan.featureCount, values: values, classes: images.classes)
    }

    /// Returns the probabilities of the classes for some of the features, a row for each.
    func probabilities(of range: Range<Int>, in features: Features) throws(TrainerError) -> [Float] {
        var status = CTORCH_OK
        let rows = [Float](unsafeUninitializedCapacity: range.count * plan.classCount) { room, count in
            features.values.withUnsafeBufferPointer { values in
                let start = values.baseAddress.map { $0 + range.lowerBound * features.width }
                status = ctorch_predict_head(
                    handle, start, Int32(range.count), Int64(features.width), room.baseAddress)
            }
            count = status == CTORCH_OK ? room.count : 0
        }
        try Self.check(status)
        return rows
    }
}
