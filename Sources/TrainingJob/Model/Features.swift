/// What a backbone made of labelled images, kept as a safetensors file: `features` (images × values) and `classes`.
public struct Features: Hashable, Sendable {
    /// The names of the files in the folder that `pipeline-trainer features` writes, beside the model's description and
    /// weights.
    public static let trainingFileName = "training.safetensors"
    public static let validationFileName = "validation.safetensors"
    /// The name of the file in the folder that `pipeline-trainer test-features` writes, beside those of the backbone.
    public static let testFileName = "test.safetensors"

    /// The number of values of an image.
    public let width: Int
    /// The values, image by image.
    public let values: [Float]
    /// The class of each image.
    public let classes: [Int64]

    /// The number of images.
    public var count: Int { classes.count }

    /// Holds features.
    ///
    /// - Precondition: there are `width` values for each class, and no class above 16,777,216.
    public init(width: Int, values: [Float], classes: [Int64]) {
        precondition(values.count == width * classes.count, "\(values.count) values of \(classes.count) images")
        self.width = width
        self.values = values
        self.classes = classes
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - width: The number of values that every image must have.
    ///   - classCount: What every class must be below.
    /// - Throws: `TrainingJobError` with the path where it is damaged, or of another network.
    public init(file path: String, width: Int, classCount: Int) throws(TrainingJobError) {
        let tensors = try SafeTensors(file: path).tensors
        guard let values = tensors.first(where: { $0.name == "features" }),
            let classes = tensors.first(where: { $0.name == "classes" }), tensors.count == 2,
            classes.shape.count == 1, values.shape == [classes.shape[0], width]
        else {
            throw TrainingJobError(.malformed, "it does not hold features of \(width) values and classes", file: path)
        }
        guard classes.values.allSatisfy({ $0 >= 0 && $0 < Float(classCount) && $0 == $0.rounded() }) else {
            throw TrainingJobError(.malformed, "not all of its classes are in 0...\(classCount - 1)", file: path)
        }
        self.init(width: width, values: values.values, classes: classes.values.map { Int64($0) })
    }

    /// Writes a file.
    ///
    /// - Throws: `TrainingJobError` with the path.
    public func write(to path: String) throws(TrainingJobError) {
        try SafeTensors([
            Tensor(name: "features", shape: [count, width], values: values),
            Tensor(name: "classes", shape: [count], values: classes.map { Float($0) }),
        ]).write(to: path)
    }
}
