internal import TrainingJob

/// A graph of operators with their weights, in the order in which they are computed.
///
/// The numbers of fields are those of `onnx.proto`: <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>.
struct ONNXGraph {
    /// The side of a tensor: of a certain length, or one that whoever runs the graph chooses, under a name.
    enum Side {
        case length(Int)
        case open(String)
    }

    private let name: String
    private var nodes = ProtobufMessage()
    private var weights = ProtobufMessage()
    private var ends = ProtobufMessage()
    private var count = 0
    private var shared: Set<String> = []

    init(name: String) { self.name = name }

    /// `GraphProto`.
    var message: ProtobufMessage {
        var message = nodes
        message.append(2, name)
        return ProtobufMessage(joining: [message, weights, ends])
    }

    /// Adds an operator with one output, and returns the output's name.
    mutating func add(
        _ type: String, _ inputs: [String], output: String? = nil, _ attributes: [ONNXAttribute] = []
    ) -> String {
        count += 1
        let output = output ?? "\(type.lowercased())_\(count)"
        var node = ProtobufMessage()
        for input in inputs { node.append(1, input) }
        node.append(2, output)
        node.append(3, "\(count)_\(type)")
        node.append(4, type)
        for attribute in attributes { node.append(5, attribute.message) }
        nodes.append(1, node)
        return output
    }

    /// Adds weights, and returns their name.
    mutating func add(_ tensor: Tensor) -> String {
        var message = ProtobufMessage()
        for side in tensor.shape { message.append(1, side) }
        message.append(2, Self.float)
        message.append(8, tensor.name)
        // As they lie in memory: every machine that libtorch runs on is little-endian.
        message.append(9, tensor.values.withUnsafeBytes { [UInt8]($0) })
        weights.append(5, message)
        return tensor.name
    }

    /// Adds weights that several operators share, unless they are there already; returns their name.
    mutating func addOnce(_ tensor: Tensor) -> String {
        shared.insert(tensor.name).inserted ? add(tensor) : tensor.name
    }

    mutating func addInput(_ name: String, _ shape: [Side], about: String) {
        ends.append(11, Self.value(name, shape, about))
    }

    mutating func addOutput(_ name: String, _ shape: [Side], about: String) {
        ends.append(12, Self.value(name, shape, about))
    }

    /// The number of 32-bit floats among the types of elements.
    private static let float = 1

    /// `ValueInfoProto` with its `TypeProto`.
    private static func value(_ name: String, _ shape: [Side], _ about: String) -> ProtobufMessage {
        var sides = ProtobufMessage()
        for side in shape {
            var message = ProtobufMessage()
            switch side {
            case .length(let length): message.append(1, length)
            case .open(let name): message.append(2, name)
            }
            sides.append(1, message)
        }
        var tensor = ProtobufMessage()
        tensor.append(1, float)
        tensor.append(2, sides)
        var type = ProtobufMessage()
        type.append(1, tensor)
        var value = ProtobufMessage()
        value.append(1, name)
        value.append(2, type)
        value.append(3, about)
        return value
    }
}
