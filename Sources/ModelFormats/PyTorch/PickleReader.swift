/// Reads what Python's `pickle` wrote, as far as files of weights use it, and executes nothing.
///
/// A pickle is a program for a small stack machine; what its operations do is told in Python's own `pickletools`:
/// <https://github.com/python/cpython/blob/main/Lib/pickletools.py>. Operations that call something reach
/// ``PickleGlobal`` and nothing else.
struct PickleReader {
    /// How a pickle of version 2, 3, 4 or 5 begins.
    static let signature: [UInt8] = [0x80]

    private var cursor: ByteCursor
    private var stack: [PickleValue] = []
    private var memory: [Int: PickleValue] = [:]

    private var storages: [String: PickleValue.Storage] = [:]

    /// Deeper than any weights are.
    private static let deepest = 100

    private init(_ cursor: ByteCursor) { self.cursor = cursor }

    /// Reads a pickle, and moves the cursor behind it.
    /// - Returns: What it built, and the storages that it named, by key.
    /// - Throws: `WeightsError`.
    static func read(
        _ cursor: inout ByteCursor
    ) throws(WeightsError) -> (value: PickleValue, storages: [String: PickleValue.Storage]) {
        var reader = PickleReader(cursor)
        let value = try reader.value()
        cursor = reader.cursor
        return (value, reader.storages)
    }

    /// Performs the operations to the end of the pickle, and returns what they leave.
    private mutating func value() throws(WeightsError) -> PickleValue {
        while true {
            let place = cursor.position
            let code = try cursor.byte()
            guard let operation = PickleOperation(rawValue: code) else {
                let number = String(code, radix: 16)
                throw WeightsError(.malformed, "at byte \(place): 0x\(number) is no operation of a pickle of weights")
            }
            if operation == .stop { return try pop() }
            try perform(operation)
        }
    }

    private mutating func perform(_ operation: PickleOperation) throws(WeightsError) {
        switch operation {
        case .stop: break
        case .version: _ = try cursor.byte()
        case .frame: _ = try cursor.size(bytes: 8)
        case .mark: stack.append(.mark)
        case .pop: _ = try pop()
        case .popToMark: _ = try popToMark()
        case .none: stack.append(.none)
        case .true: stack.append(.bool(true))
        case .false: stack.append(.bool(false))
        case .byte: stack.append(.int(Int(try cursor.byte())))
        case .unsigned16: stack.append(.int(try cursor.size(bytes: 2)))
        case .signed32:
            stack.append(.int(Int(Int32(bitPattern: UInt32(truncatingIfNeeded: try cursor.size(bytes: 4))))))
        case .shortInteger: stack.append(try integer(length: Int(try cursor.byte())))
        case .longInteger: stack.append(try integer(length: try cursor.size(bytes: 4)))
        case .double:
            var bits: UInt64 = 0
            for byte in try cursor.bytes(8) { bits = bits << 8 | UInt64(byte) }
            stack.append(.double(Double(bitPattern: bits)))
        case .shortString, .shortText: try appendString(length: Int(try cursor.byte()))
        case .string, .text: try appendString(length: try cursor.size(bytes: 4))
        case .longText: try appendString(length: try cursor.size(bytes: 8))
        case .shortBytes: try skipBytes(length: Int(try cursor.byte()))
        case .bytes: try skipBytes(length: try cursor.size(bytes: 4))
        case .global: stack.append(.global(try PickleGlobal(module: try cursor.line(), name: try cursor.line())))
        case .globalOnStack:
            let (name, module) = (try pop(), try pop())
            guard case .string(let name) = name, case .string(let module) = module else { throw unexpected("a name") }
            stack.append(.global(try PickleGlobal(module: module, name: name)))
        case .instance:
            // Names a class and makes one of it: whatever it is, weights have none.
            _ = try PickleGlobal(module: try cursor.line(), name: try cursor.line())
            throw unexpected("an object")
        case .put: memory[Int(try cursor.byte())] = try top()
        case .longPut: memory[try cursor.size(bytes: 4)] = try top()
        case .remember: memory[memory.count] = try top()
        case .get: try recall(Int(try cursor.byte()))
        case .longGet: try recall(try cursor.size(bytes: 4))
        case .emptyTuple: stack.append(.tuple([], depth: 1))
        case .tuple1: try appendTuple(1)
        case .tuple2: try appendTuple(2)
        case .tuple3: try appendTuple(3)
        case .tuple: try appendTuple(of: try popToMark())
        case .emptyList: stack.append(.list(PickleValue.List()))
        case .append:
            let value = try pop()
            try appendToList([value])
        case .appends:
            let values = try popToMark()
            try appendToList(values)
        case .emptyDictionary: stack.append(.dictionary(PickleValue.Dictionary()))
        case .setItem:
            let (value, key) = (try pop(), try pop())
            try addToDictionary([key, value])
        case .setItems:
            let values = try popToMark()
            try addToDictionary(values)
        // The state of an object, such as a dictionary's metadata, tells nothing of weights.
        case .build: _ = try pop()
        case .persistentObject: try appendStorage()
        case .call, .newObject: try call()
        }
    }

    // MARK: the stack

    private mutating func pop() throws(WeightsError) -> PickleValue {
        guard let value = stack.popLast() else { throw unexpected("nothing") }
        return value
    }

    private mutating func popToMark() throws(WeightsError) -> [PickleValue] {
        guard let mark = stack.lastIndex(where: { if case .mark = $0 { true } else { false } }) else {
            throw unexpected("no mark")
        }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[(mark + 1)...])
    }

    private func top() throws(WeightsError) -> PickleValue {
        guard let value = stack.last else { throw unexpected("nothing") }
        return value
    }

    private mutating func recall(_ number: Int) throws(WeightsError) {
        guard let value = memory[number] else { throw unexpected("nothing remembered as \(number)") }
        stack.append(value)
    }

    private mutating func appendTuple(_ count: Int) throws(WeightsError) {
        guard stack.count >= count else { throw unexpected("nothing") }
        let values = Array(stack.suffix(count))
        stack.removeLast(count)
        try appendTuple(of: values)
    }

    private mutating func appendTuple(of values: [PickleValue]) throws(WeightsError) {
        stack.append(.tuple(values, depth: try depth(with: values)))
    }

    /// Returns how deep something is with these values in it.
    private func depth(with values: [PickleValue]) throws(WeightsError) -> Int {
        var depth = 1
        for value in values {
            value.container?.isPart = true
            depth = max(depth, value.depth + 1)
        }
        guard depth <= Self.deepest else { throw unexpected("values nested more than \(Self.deepest) deep") }
        return depth
    }

    /// Notes that a container gets values.
    private func grow(_ container: PickleValue.Container, by values: [PickleValue]) throws(WeightsError) {
        let depth = try depth(with: values)
        guard !container.isPart else { throw unexpected("more for what is a part already") }
        container.depth = max(container.depth, depth)
    }

    private func appendToList(_ values: [PickleValue]) throws(WeightsError) {
        guard case .list(let list)? = stack.last else { throw unexpected("no list") }
        try grow(list, by: values)
        list.values += values
    }

    private func addToDictionary(_ values: [PickleValue]) throws(WeightsError) {
        guard case .dictionary(let dictionary)? = stack.last, values.count.isMultiple(of: 2) else {
            throw unexpected("no dictionary")
        }
        try grow(dictionary, by: values)
        for index in stride(from: 0, to: values.count, by: 2) {
            dictionary.entries.append((values[index], values[index + 1]))
        }
    }

    // MARK: values

    /// A number of any length, of which weights need no more than 64 bits; the signature of the format has 80.
    private mutating func integer(length: Int) throws(WeightsError) -> PickleValue {
        let bytes = try cursor.bytes(length)
        var value: UInt64 = length > 0 && length < 8 && bytes[length - 1] >= 0x80 ? ~0 << (8 * UInt64(length)) : 0
        for (index, byte) in bytes.prefix(8).enumerated() { value |= UInt64(byte) << (8 * UInt64(index)) }
        return .int(Int(Int64(bitPattern: value)))
    }

    private mutating func appendString(length: Int) throws(WeightsError) {
        stack.append(.string(String(decoding: try cursor.bytes(length), as: UTF8.self)))
    }

    private mutating func skipBytes(length: Int) throws(WeightsError) {
        _ = try cursor.bytes(length)
        stack.append(.bytes)
    }

    /// `("storage", type, key, location, count)`, and in old files a view of another storage `(key, offset, count)`.
    private mutating func appendStorage() throws(WeightsError) {
        guard case .tuple(let parts, _) = try pop(), parts.count >= 5, case .string("storage") = parts[0],
            case .global(.storage(let type)) = parts[1], case .string(let key) = parts[2],
            case .int(let count) = parts[4], count >= 0
        else { throw unexpected("no storage") }
        var storage = PickleValue.Storage(key: key, type: type, offset: 0, count: count)
        if let known = storages[key], known.type != type || known.count != count {
            throw WeightsError(.malformed, "its storage “\(key)” is described in two ways")
        }
        storages[key] = storage
        if parts.count == 6, case .tuple(let view, _) = parts[5] {
            guard view.count == 3, case .int(let offset) = view[1], case .int(let size) = view[2],
                (0...count).contains(offset), (0...(count - offset)).contains(size)
            else { throw unexpected("no view of a storage") }
            storage = PickleValue.Storage(key: key, type: type, offset: offset, count: size)
        }
        stack.append(.storage(storage))
    }

    private mutating func call() throws(WeightsError) {
        guard case .tuple(let arguments, _) = try pop(), case .global(let global) = try pop() else {
            throw unexpected("no call that weights need")
        }
        switch global {
        case .orderedDictionary:
            let dictionary = PickleValue.Dictionary()
            // Old versions of Python give the entries at once, as a list of pairs.
            if case .list(let pairs)? = arguments.first {
                for pair in pairs.values {
                    guard case .tuple(let pair, _) = pair, pair.count == 2 else { throw unexpected("no pair") }
                    try grow(dictionary, by: pair)
                    dictionary.entries.append((pair[0], pair[1]))
                }
            }
            stack.append(.dictionary(dictionary))
        case .rebuildTensor:
            guard arguments.count >= 4, case .storage(let storage) = arguments[0], case .int(let offset) = arguments[1]
            else { throw unexpected("no tensor") }
            let (shape, strides) = (try integers(arguments[2]), try integers(arguments[3]))
            stack.append(
                .tensor(PickleValue.TensorView(storage: storage, offset: offset, shape: shape, strides: strides)))
        case .rebuildParameter, .size:
            guard let value = arguments.first else { throw unexpected("no value") }
            stack.append(value)
        case .storage: throw unexpected("a storage of its own")
        }
    }

    private func integers(_ value: PickleValue) throws(WeightsError) -> [Int] {
        guard case .tuple(let values, _) = value else { throw unexpected("no sizes") }
        var integers: [Int] = []
        for value in values {
            guard case .int(let value) = value else { throw unexpected("no size") }
            integers.append(value)
        }
        return integers
    }

    private func unexpected(_ what: String) -> WeightsError {
        WeightsError(.malformed, "at byte \(cursor.position): the pickle has \(what) there")
    }
}
