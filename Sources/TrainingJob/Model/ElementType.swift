/// How the numbers of a tensor are kept in a file, each little-endian.
public enum ElementType: String, CaseIterable, Sendable {
    case float64 = "F64"
    case float32 = "F32"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int64 = "I64"
    case int32 = "I32"
    case int16 = "I16"
    case int8 = "I8"
    case uint8 = "U8"
    case bool = "BOOL"

    /// The bytes of one number.
    public var size: Int {
        switch self {
        case .float64, .int64: 8
        case .float32, .int32: 4
        case .float16, .bfloat16, .int16: 2
        case .int8, .uint8, .bool: 1
        }
    }

    /// Reads numbers as 32-bit floats, rounded where those are coarser.
    ///
    /// - Parameter bytes: Numbers one after another, of any alignment.
    /// - Returns: The numbers.
    /// - Precondition: the bytes are those of whole numbers.
    public func floats(in bytes: UnsafeRawBufferPointer) -> [Float] {
        precondition(bytes.count.isMultiple(of: size), "\(bytes.count) bytes are no whole numbers of \(size) bytes")
        switch self {
        case .float32: return copied(bytes)
        case .float64: return mapped(bytes, UInt64.self) { Float(Double(bitPattern: $0)) }
        case .float16: return mapped(bytes, UInt16.self, Self.widened)
        // The upper half of a 32-bit float.
        case .bfloat16: return mapped(bytes, UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
        case .int64: return mapped(bytes, Int64.self) { Float($0) }
        case .int32: return mapped(bytes, Int32.self) { Float($0) }
        case .int16: return mapped(bytes, Int16.self) { Float($0) }
        case .int8: return mapped(bytes, Int8.self) { Float($0) }
        case .uint8: return mapped(bytes, UInt8.self) { Float($0) }
        case .bool: return mapped(bytes, UInt8.self) { $0 == 0 ? 0 : 1 }
        }
    }

    private func copied(_ bytes: UnsafeRawBufferPointer) -> [Float] {
        #if _endian(little)
        return [Float](unsafeUninitializedCapacity: bytes.count / 4) { room, count in
            UnsafeMutableRawBufferPointer(room).copyMemory(from: bytes)
            count = bytes.count / 4
        }
        #else
        return mapped(bytes, UInt32.self) { Float(bitPattern: $0) }
        #endif
    }

    private func mapped<Word: FixedWidthInteger>(
        _ bytes: UnsafeRawBufferPointer, _ type: Word.Type, _ value: (Word) -> Float
    ) -> [Float] {
        let total = bytes.count / size
        return [Float](unsafeUninitializedCapacity: total) { room, count in
            for index in 0..<total {
                let word = bytes.loadUnaligned(fromByteOffset: index * size, as: type)
                room.initializeElement(at: index, to: value(Word(littleEndian: word)))
            }
            count = total
        }
    }

    /// A 16-bit float of IEEE 754: a sign, five bits of exponent, ten of fraction.
    private static func widened(_ half: UInt16) -> Float {
        let sign: Float = half & 0x8000 == 0 ? 1 : -1
        let exponent = Int(half >> 10 & 31)
        let fraction = Float(half & 1023) / 1024
        switch exponent {
        case 0: return sign * fraction * 0x1p-14
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * (1 + fraction) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
        }
    }
}
