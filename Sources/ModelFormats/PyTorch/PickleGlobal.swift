internal import TrainingJob

/// A name of Python that a file of weights may use: a few functions that are known here by what they mean, and the types
/// of storages.
///
/// Nothing is looked up or called: every other name is refused.
enum PickleGlobal: Equatable {
    case orderedDictionary
    case rebuildTensor
    case rebuildParameter
    case size
    case storage(ElementType)

    /// Knows a name.
    /// - Throws: `WeightsError` that names it.
    init(module: String, name: String) throws(WeightsError) {
        switch "\(module).\(name)" {
        case "collections.OrderedDict": self = .orderedDictionary
        case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor": self = .rebuildTensor
        case "torch._utils._rebuild_parameter": self = .rebuildParameter
        case "torch.Size": self = .size
        case "torch.DoubleStorage": self = .storage(.float64)
        case "torch.FloatStorage": self = .storage(.float32)
        case "torch.HalfStorage": self = .storage(.float16)
        case "torch.BFloat16Storage": self = .storage(.bfloat16)
        case "torch.LongStorage": self = .storage(.int64)
        case "torch.IntStorage": self = .storage(.int32)
        case "torch.ShortStorage": self = .storage(.int16)
        case "torch.CharStorage": self = .storage(.int8)
        case "torch.ByteStorage": self = .storage(.uint8)
        case "torch.BoolStorage": self = .storage(.bool)
        case let name:
            throw WeightsError(
                .refused,
                "it asks for “\(name)”, which no weights need; nothing of it was executed. "
                    + "Save only the network's state_dict()")
        }
    }
}
