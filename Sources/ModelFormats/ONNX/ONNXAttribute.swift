/// A setting of a node, such as the width of a convolution's kernel.
struct ONNXAttribute {
    enum Value {
        case float(Float)
        case int(Int)
        case ints([Int])
    }

    let name: String
    let value: Value

    /// `AttributeProto` of `onnx.proto`.
    var message: ProtobufMessage {
        var message = ProtobufMessage()
        message.append(1, name)
        switch value {
        case .float(let value):
            message.append(2, value)
            message.append(20, 1)
        case .int(let value):
            message.append(3, value)
            message.append(20, 2)
        case .ints(let values):
            for value in values { message.append(8, value) }
            message.append(20, 7)
        }
        return message
    }
}
