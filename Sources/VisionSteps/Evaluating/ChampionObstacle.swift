internal import TrainingJob

/// Why two models can't be shown the same images.
struct ChampionObstacle: CustomStringConvertible {
    let description: String

    /// Compares what the folders of two models say; `nil` where nothing is in the way.
    init?(between new: String, and old: String) {
        // What is wrong with the new model, the trainer has told already.
        guard let own = try? ModelDescription(file: "\(new)/\(ModelDescription.fileName)") else { return nil }
        do throws(TrainingJobError) {
            let other = try ModelDescription(file: "\(old)/\(ModelDescription.fileName)")
            if own.classCount != other.classCount {
                description = "it knows \(other.classCount) classes, the model \(own.classCount)"
            } else if own.imageSize != other.imageSize {
                description = "it takes images of \(other.imageSize) pixels, the model of \(own.imageSize)"
            } else {
                return nil
            }
        } catch {
            description = "it can't be read: \(error)"
        }
    }
}
