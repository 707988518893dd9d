public import Architectures

/// What a model is, kept as `model.json` beside `weights.safetensors`.
///
/// A sample of channel `c` (0...255) enters the network as `(sample / 255 - mean[c]) / standardDeviation[c]`.
public struct ModelDescription: JSONFile, Hashable, Sendable {
    /// The name of the file in the model's folder.
    public static let fileName = "model.json"
    /// The name of the file with the weights in the model's folder.
    public static let weightsFileName = "weights.safetensors"
    /// The version of the format that this program writes.
    public static let currentFormat = 1

    /// The version of the format.
    public var format: Int
    /// The kind of network.
    public var architecture: Architecture
    /// The number of classes.
    public var classCount: Int
    /// Width and height of the images, in pixels.
    public var imageSize: Int
    /// The mean of each channel (red, green, blue), for values in 0...1.
    public var mean: [Float]
    /// The standard deviation of each channel.
    public var standardDeviation: [Float]
    /// The number of trained values.
    public var parameterCount: Int

    public init(
        architecture: Architecture, classCount: Int, imageSize: Int, mean: [Float], standardDeviation: [Float],
        parameterCount: Int
    ) {
        format = Self.currentFormat
        self.architecture = architecture
        self.classCount = classCount
        self.imageSize = imageSize
        self.mean = mean
        self.standardDeviation = standardDeviation
        self.parameterCount = parameterCount
    }

    public var mistakes: [String] {
        var range = RangeCheck()
        range.check("format_version", format, in: 1...Self.currentFormat)
        range.check("class_count", classCount, in: 1...100_000)
        range.check("image_size", imageSize, in: 8...1024)
        if imageSize >= 8 { range.check(imageSize: imageSize, for: architecture) }
        range.check("mean.count", mean.count, in: 3...3)
        range.check("std.count", standardDeviation.count, in: 3...3)
        for value in standardDeviation { range.check("std", value, in: 1e-6...1) }
        return range.mistakes
    }

    private enum CodingKeys: String, CodingKey {
        case format = "format_version"
        case architecture
        case classCount = "class_count"
        case imageSize = "image_size"
        case mean
        case standardDeviation = "std"
        case parameterCount = "parameter_count"
    }
}
