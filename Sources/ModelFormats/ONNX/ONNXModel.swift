internal import Architectures
public import ContentHash
internal import TrainingJob

/// A trained network in the Open Neural Network Exchange format, which ONNX Runtime and many others run.
///
/// The input `pixels` takes 32-bit floats N × 3 × S × S, the red, green and blue samples (0 to 255) of images that were
/// cropped and resized as for training; the graph itself normalises them. The output `probabilities` is N × classes. The
/// metadata tell the names of the classes (`class_names`, a JSON list by class id) and the preprocessing
/// (`preprocessing`, a JSON object). The same model and names are the same bytes. See <https://onnx.ai>.
public struct ONNXModel: Hashable, Sendable {
    /// The file.
    public let bytes: [UInt8]
    /// Width and height of the images, in pixels.
    public let imageSize: Int
    /// What the classes are called, by id.
    public let classNames: [String]
    /// How an image becomes the input, and what the graph does to it before the first layer, as the metadata tell it.
    public let preprocessing: JSON

    /// The names of the graph's input and output.
    public static let input = PlanGraph.input
    public static let output = PlanGraph.output
    /// The version of ONNX's set of operators that the graph needs.
    public static let operatorSet = 17
    /// The version of the format itself, that of ONNX 1.12, the first with these operators.
    private static let irVersion = 8

    /// Reads the files of a trained model.
    /// - Parameters:
    ///   - folder: The model's folder, with `model.json` and `weights.safetensors`.
    ///   - classNames: What the classes are called, by id; where they are not as many as the model's classes, classes
    ///     are called by their ids.
    /// - Throws: ``ONNXError`` where the files are not those of a known network.
    public init(folder: String, classNames: [String] = []) throws(ONNXError) {
        let description: ModelDescription
        do throws(TrainingJobError) {
            description = try ModelDescription(file: "\(folder)/\(ModelDescription.fileName)")
        } catch {
            throw ONNXError(.unknownModel, "its files are not those of a network that is known here")
        }
        let weights: SafeTensors
        do throws(TrainingJobError) {
            weights = try SafeTensors(file: "\(folder)/\(ModelDescription.weightsFileName)")
        } catch {
            throw ONNXError(.weights, "its weights cannot be read: \(error.detail)")
        }
        imageSize = description.imageSize
        self.classNames =
            classNames.count == description.classCount ? classNames : (0..<description.classCount).map { "\($0)" }
        let tensors = Dictionary(weights.tensors.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let graph = try PlanGraph.graph(of: Self.plan(description), description, weights: tensors)
        preprocessing = Self.preprocessing(description)
        let metadata = [
            ("architecture", description.architecture.rawValue),
            ("class_names", JSON.array(self.classNames.map(JSON.string)).text),
            ("preprocessing", preprocessing.text),
        ]
        bytes = Self.file(graph, metadata)
    }

    private static func plan(_ description: ModelDescription) throws(ONNXError) -> NetworkPlan {
        do throws(ArchitectureError) {
            return try NetworkPlan(
                description.architecture, classCount: description.classCount, imageSize: description.imageSize)
        } catch {
            throw ONNXError(.unknownModel, error.description)
        }
    }

    /// `ModelProto` of `onnx.proto`.
    private static func file(_ graph: ONNXGraph, _ metadata: [(name: String, value: String)]) -> [UInt8] {
        var operators = ProtobufMessage()
        // The empty name is that of ONNX's own operators.
        operators.append(1, "")
        operators.append(2, operatorSet)
        var model = ProtobufMessage()
        model.append(1, irVersion)
        model.append(2, "pipeline")
        model.append(7, graph.message)
        model.append(8, operators)
        for (name, value) in metadata {
            var property = ProtobufMessage()
            property.append(1, name)
            property.append(2, value)
            model.append(14, property)
        }
        return model.bytes
    }

    private static func preprocessing(_ description: ModelDescription) -> JSON {
        let size = Int64(description.imageSize)
        return [
            "channels": ["red", "green", "blue"], "height": .int(size), "width": .int(size), "layout": "NCHW",
            "range": [0, 255], "normalised_by": "the graph",
            "mean": .array(description.mean.map(number)),
            "standard_deviation": .array(description.standardDeviation.map(number)),
        ]
    }

    /// The digits of the Float, and not those that its Double has beyond them.
    private static func number(_ value: Float) -> JSON { .double(Double(value.description) ?? Double(value)) }
}
