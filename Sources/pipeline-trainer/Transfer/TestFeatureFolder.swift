import Architectures
import TrainingJob

/// The folder of what a backbone made of images to test on, with the backbone.
@MainActor
struct TestFeatureFolder {
    let path: String

    /// Writes the features, and of the tensors those of the backbone.
    func write(_ features: Features, _ description: ModelDescription, _ tensors: [Tensor], of network: Network) throws {
        try ModelFolder(path: path).create()
        let names = network.backboneNames
        try features.write(to: "\(path)/\(Features.testFileName)")
        try SafeTensors(tensors.filter { names.contains($0.name) })
            .write(to: "\(path)/\(ModelDescription.weightsFileName)")
        try description.write(to: "\(path)/\(ModelDescription.fileName)")
    }

    /// Reads the features.
    ///
    /// - Throws: an error where they are of other images than these, or were not made by this network's backbone.
    func features(of labels: ImageLabels, for network: Network, _ description: ModelDescription) throws -> Features {
        let features = try Features(
            file: "\(path)/\(Features.testFileName)", width: network.plan.featureCount,
            classCount: network.plan.classCount)
        guard features.classes == labels.classes else {
            throw TrainerError(
                .badModel,
                "\(path): these are the features of \(features.count) images with other labels than the "
                    + "\(labels.count) images to classify")
        }
        let own = try ModelFolder(path: path).description()
        guard own.architecture == description.architecture, own.imageSize == description.imageSize,
            own.mean == description.mean, own.standardDeviation == description.standardDeviation
        else { throw otherBackbone("it takes images in another way") }
        let made = try SafeTensors(file: "\(path)/\(ModelDescription.weightsFileName)").tensors
        let tensors = Dictionary(try network.tensors().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        guard Set(made.map(\.name)) == network.backboneNames else { throw otherBackbone("it has other tensors") }
        if let other = made.first(where: { tensors[$0.name] != $0 }) {
            throw otherBackbone("its tensor “\(other.name)” differs")
        }
        return features
    }

    private func otherBackbone(_ reason: String) -> TrainerError {
        TrainerError(
            .badModel, "\(path): these features were made by another backbone than that of the model: \(reason)")
    }
}

extension Network {
    /// The names of the tensors before the head.
    fileprivate var backboneNames: Set<String> {
        Set(plan.layers[..<plan.headStart].flatMap(\.parameters).map(\.name))
    }
}
