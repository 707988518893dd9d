internal import TrainingJob

/// The named tensors of a file that `torch.save` wrote.
struct StateDictionary {
    let tensors: [Tensor]

    /// What the first pickle of a stream holds: 0x1950a86a20f9469cfc6c, of which the lower 64 bits.
    private static let magic = Int(truncatingIfNeeded: 0xa86a_20f9_469c_fc6c as UInt64)
    private static let protocolVersion = 1001
    /// Where checkpoints keep the weights among other things.
    private static let nestedNames = ["state_dict", "model_state_dict", "model"]
    /// How many values the tensors may have in all: one can be larger than its storage, by repeating it, and a file of a few bytes
    /// must not ask for all memory.
    private static func mostValues(in file: UnsafeRawBufferPointer) -> Int { (1 << 20) + 4 * file.count }

    /// Reads a zip archive: `NAME/data.pkl` with the names, `NAME/data/KEY` with the numbers of each storage.
    init(zip bytes: UnsafeRawBufferPointer) throws(WeightsError) {
        let archive = try ZipArchive(bytes)
        guard let pickle = archive.entries.first(where: { $0.name == "data.pkl" || $0.name.hasSuffix("/data.pkl") })
        else { throw WeightsError(.unknownFormat, "it is a zip archive without weights: it has no file data.pkl") }
        let folder = pickle.name.dropLast("data.pkl".count)
        if let order = archive.entry("\(folder)byteorder"), try archive.stored(order).elementsEqual("big".utf8) {
            throw WeightsError(.unsupported, "its numbers begin with the highest byte")
        }
        var cursor = ByteCursor(try archive.stored(pickle))
        let (value, storages) = try PickleReader.read(&cursor)
        var contents: [String: UnsafeRawBufferPointer] = [:]
        for (key, storage) in storages {
            guard let entry = archive.entry("\(folder)data/\(key)") else {
                throw WeightsError(.malformed, "its storage “\(key)” is missing: it has no file \(folder)data/\(key)")
            }
            contents[key] = try Self.checked(try archive.stored(entry), storage)
        }
        tensors = try Self.tensors(of: value, contents, atMost: Self.mostValues(in: bytes))
    }

    /// Reads a stream of pickles: a signature, a version, the system's sizes, the names, the keys of the storages; then their
    /// numbers, each after its count.
    init(stream bytes: UnsafeRawBufferPointer) throws(WeightsError) {
        var cursor = ByteCursor(bytes)
        guard case .int(Self.magic) = try PickleReader.read(&cursor).value else {
            throw WeightsError(.unknownFormat, "it is a pickle, but none that torch.save wrote")
        }
        guard case .int(Self.protocolVersion) = try PickleReader.read(&cursor).value else {
            throw WeightsError(.unsupported, "it is in a version of PyTorch's format that is not known here")
        }
        _ = try PickleReader.read(&cursor)
        let named = try PickleReader.read(&cursor)
        guard case .list(let keys) = try PickleReader.read(&cursor).value else {
            throw WeightsError(.malformed, "it does not list its storages")
        }
        var contents: [String: UnsafeRawBufferPointer] = [:]
        for key in keys.values {
            guard case .string(let key) = key, let storage = named.storages[key] else {
                throw WeightsError(.malformed, "it lists a storage that no tensor has")
            }
            let count = try cursor.size(bytes: 8)
            guard count == storage.count else {
                throw WeightsError(
                    .malformed, "its storage “\(key)” has \(count) numbers, where \(storage.count) are announced")
            }
            let (size, overflow) = count.multipliedReportingOverflow(by: storage.type.size)
            guard contents.updateValue(try cursor.bytes(overflow ? .max : size), forKey: key) == nil else {
                throw WeightsError(.malformed, "it holds its storage “\(key)” twice")
            }
        }
        tensors = try Self.tensors(of: named.value, contents, atMost: Self.mostValues(in: bytes))
    }

    private static func checked(
        _ bytes: UnsafeRawBufferPointer, _ storage: PickleValue.Storage
    ) throws(WeightsError) -> UnsafeRawBufferPointer {
        let (size, overflow) = storage.count.multipliedReportingOverflow(by: storage.type.size)
        guard !overflow, size == bytes.count else {
            throw WeightsError(
                .malformed,
                "its storage “\(storage.key)” has \(bytes.count) bytes, where \(storage.count) numbers of "
                    + "\(storage.type.size) bytes are announced")
        }
        return bytes
    }

    private static func tensors(
        of value: PickleValue, _ contents: [String: UnsafeRawBufferPointer], atMost mostValues: Int
    ) throws(WeightsError) -> [Tensor] {
        guard case .dictionary(var dictionary) = value else {
            throw WeightsError(.noTensors, "it holds no dictionary of tensors; save a network's state_dict()")
        }
        for name in nestedNames {
            guard case .dictionary(let nested)? = dictionary[name] else { continue }
            dictionary = nested
            break
        }
        var names: Set<String> = []
        var tensors: [Tensor] = []
        var left = mostValues
        for (key, value) in dictionary.entries {
            guard case .tensor(let view) = value else { continue }
            guard case .string(let name) = key else { throw WeightsError(.malformed, "a tensor's name is no text") }
            guard names.insert(name).inserted else {
                throw WeightsError(.malformed, "two of its tensors are called “\(name)”")
            }
            guard let bytes = contents[view.storage.key] else {
                throw WeightsError(.malformed, "the storage of the tensor “\(name)” is missing")
            }
            let extent = try view.extent(name)
            left -= extent.count
            guard left >= 0 else {
                throw WeightsError(
                    .malformed, "the tensor “\(name)” repeats numbers more often than those of any network do")
            }
            tensors.append(Tensor(name: name, shape: view.shape, values: view.values(in: bytes, extent)))
        }
        return tensors
    }
}

extension PickleValue.Dictionary {
    fileprivate subscript(name: String) -> PickleValue? {
        entries.last { if case .string(name) = $0.key { true } else { false } }?.value
    }
}
