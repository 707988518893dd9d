/// A pickle, written operation by operation.
struct PickleBytes {
    private(set) var bytes: [UInt8] = [0x80, 2]

    /// The pickle with its end.
    var ended: [UInt8] { bytes + [UInt8(ascii: ".")] }

    mutating func operation(_ code: Character, _ following: [UInt8] = []) {
        bytes += Array("\(code)".utf8) + following
    }

    mutating func byte(_ code: UInt8) { bytes.append(code) }

    mutating func global(_ module: String, _ name: String) { bytes += Array("c\(module)\n\(name)\n".utf8) }

    mutating func text(_ text: String) {
        operation("X", PickleBytes.word(text.utf8.count) + Array(text.utf8))
    }

    mutating func int(_ value: Int) { operation("J", PickleBytes.word(value)) }

    mutating func tuple(_ values: [Int]) {
        operation("(")
        for value in values { int(value) }
        operation("t")
    }

    /// A tuple of numbers of more than 32 bits.
    mutating func longTuple(_ values: [Int]) {
        operation("(")
        for value in values {
            byte(0x8a)
            bytes += [8] + PickleBytes.long(value)
        }
        operation("t")
    }

    /// A call of `torch._utils._rebuild_tensor_v2` with a storage of 32-bit floats.
    mutating func tensor(storage key: String, count: Int, offset: Int = 0, shape: [Int], strides: [Int]) {
        global("torch._utils", "_rebuild_tensor_v2")
        operation("(")
        operation("(")
        text("storage")
        global("torch", "FloatStorage")
        text(key)
        text("cpu")
        int(count)
        operation("t")
        operation("Q")
        int(offset)
        tuple(shape)
        tuple(strides)
        operation("t")
        operation("R")
    }

    static func word(_ value: Int) -> [UInt8] {
        let value = UInt32(truncatingIfNeeded: value)
        return (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    static func long(_ value: Int) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
