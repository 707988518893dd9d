internal import TrainingJob

/// Why two models can't be shown the same images.
struct ChampionObstacle: CustomStringConvertible {
    let description: String

    /// Compares what is known of two models; `nil` where nothing is in the way.
    /// - Parameters:
    ///   - new: The folder of the model.
    ///   - classNames: What its classes are called, by id; none where nobody says.
    ///   - old: The folder of the champion.
    ///   - oldClassNames: What the champion's classes are called.
    init?(between new: String, _ classNames: [String], and old: String, _ oldClassNames: [String]) {
        // What is wrong with the new model, the trainer has told already.
        guard let own = try? ModelDescription(file: "\(new)/\(ModelDescription.fileName)") else { return nil }
        do throws(TrainingJobError) {
            let other = try ModelDescription(file: "\(old)/\(ModelDescription.fileName)")
            if own.classCount != other.classCount {
                description = "it knows \(other.classCount) classes, the model \(own.classCount)"
            } else if own.imageSize != other.imageSize {
                description = "it takes images of \(other.imageSize) pixels, the model of \(own.imageSize)"
            } else if let difference = Self.difference(classNames, oldClassNames) {
                description = difference
            } else {
                return nil
            }
        } catch {
            description = "it can't be read: \(error)"
        }
    }

    /// The first class that two lists of as many names call otherwise; names that are numbers are those of nobody.
    static func difference(_ new: [String], _ old: [String]) -> String? {
        let named = [new, old].allSatisfy { names in names.enumerated().contains { "\($0)" != $1 } }
        guard named, new.count == old.count, let id = new.indices.first(where: { new[$0] != old[$0] }) else {
            return nil
        }
        return "its class \(id) is '\(old[id])', that of the model '\(new[id])'"
    }
}
