/// Decodes a value from a tree.
struct JSONTreeDecoder: Decoder {
    let value: JSON
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let fields) = value else { throw mismatch([String: JSON].self, "an object") }
        return KeyedDecodingContainer(Keyed<Key>(fields: fields, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let items) = value else { throw mismatch([JSON].self, "a list") }
        return Unkeyed(items: items, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { Single(decoder: self) }

    fileprivate func mismatch(_ type: Any.Type, _ wanted: String) -> DecodingError {
        let context = DecodingError.Context(
            codingPath: codingPath, debugDescription: "expected \(wanted), not \(value.kindName)")
        return value == .null ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    fileprivate func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        let number: Number? =
            switch value {
            case .int(let value): Number(exactly: value)
            case .double(let value): Number(exactly: value)
            default: throw mismatch(type, "a whole number")
            }
        guard let number else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: codingPath, debugDescription: "\(value.text) is no number of type \(type)"))
        }
        return number
    }
}

extension JSON {
    /// What it is, as the words of a message.
    fileprivate var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .int, .double: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

extension JSONTreeDecoder {
    fileprivate struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let fields: [String: JSON]
        let codingPath: [any CodingKey]
        var allKeys: [Key] { fields.keys.compactMap(Key.init(stringValue:)) }

        func contains(_ key: Key) -> Bool { fields[key.stringValue] != nil }
        func decodeNil(forKey key: Key) throws -> Bool { try inner(key).value == .null }
        func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try T(from: inner(key)) }

        func nestedContainer<Inner: CodingKey>(
            keyedBy type: Inner.Type, forKey key: Key
        ) throws -> KeyedDecodingContainer<Inner> { try inner(key).container(keyedBy: type) }

        func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
            try inner(key).unkeyedContainer()
        }

        func superDecoder() throws -> any Decoder { decoder(JSONKey(stringValue: "super")) }
        func superDecoder(forKey key: Key) throws -> any Decoder { decoder(key) }

        private func inner(_ key: Key) throws -> JSONTreeDecoder {
            guard fields[key.stringValue] != nil else {
                throw DecodingError.keyNotFound(
                    key, .init(codingPath: codingPath, debugDescription: "the field '\(key.stringValue)' is missing"))
            }
            return decoder(key)
        }

        private func decoder(_ key: any CodingKey) -> JSONTreeDecoder {
            JSONTreeDecoder(value: fields[key.stringValue] ?? .null, codingPath: codingPath + [key])
        }
    }

    fileprivate struct Unkeyed: UnkeyedDecodingContainer {
        let items: [JSON]
        let codingPath: [any CodingKey]
        var currentIndex = 0
        var count: Int? { items.count }
        var isAtEnd: Bool { currentIndex == items.count }

        mutating func decodeNil() throws -> Bool {
            guard try peek().value == .null else { return false }
            currentIndex += 1
            return true
        }

        mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
            let value = try T(from: peek())
            currentIndex += 1
            return value
        }

        mutating func nestedContainer<Inner: CodingKey>(
            keyedBy type: Inner.Type
        ) throws -> KeyedDecodingContainer<Inner> {
            let container = try peek().container(keyedBy: type)
            currentIndex += 1
            return container
        }

        mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
            let container = try peek().unkeyedContainer()
            currentIndex += 1
            return container
        }

        mutating func superDecoder() throws -> any Decoder {
            defer { currentIndex += 1 }
            return try peek()
        }

        private func peek() throws -> JSONTreeDecoder {
            let path = codingPath + [JSONKey(intValue: currentIndex)]
            guard currentIndex < items.count else {
                throw DecodingError.valueNotFound(
                    JSON.self, .init(codingPath: path, debugDescription: "the list has only \(items.count) items"))
            }
            return JSONTreeDecoder(value: items[currentIndex], codingPath: path)
        }
    }

    fileprivate struct Single: SingleValueDecodingContainer {
        let decoder: JSONTreeDecoder
        var codingPath: [any CodingKey] { decoder.codingPath }

        func decodeNil() -> Bool { decoder.value == .null }

        func decode(_ type: Bool.Type) throws -> Bool {
            guard case .bool(let value) = decoder.value else { throw decoder.mismatch(type, "true or false") }
            return value
        }

        func decode(_ type: String.Type) throws -> String {
            guard case .string(let value) = decoder.value else { throw decoder.mismatch(type, "a text") }
            return value
        }

        func decode(_ type: Double.Type) throws -> Double {
            if let number = decoder.value.number { return number }
            guard let number = decoder.value.string.flatMap({ Double(nameWithoutJSON: $0) }) else {
                throw decoder.mismatch(type, "a number")
            }
            return number
        }

        func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
        func decode(_ type: Int.Type) throws -> Int { try decoder.whole(type) }
        func decode(_ type: Int8.Type) throws -> Int8 { try decoder.whole(type) }
        func decode(_ type: Int16.Type) throws -> Int16 { try decoder.whole(type) }
        func decode(_ type: Int32.Type) throws -> Int32 { try decoder.whole(type) }
        func decode(_ type: Int64.Type) throws -> Int64 { try decoder.whole(type) }
        func decode(_ type: UInt.Type) throws -> UInt { try decoder.whole(type) }
        func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.whole(type) }
        func decode(_ type: UInt16.Type) throws -> UInt16 { try decoder.whole(type) }
        func decode(_ type: UInt32.Type) throws -> UInt32 { try decoder.whole(type) }
        func decode(_ type: UInt64.Type) throws -> UInt64 { try decoder.whole(type) }
        func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: decoder) }
    }
}
