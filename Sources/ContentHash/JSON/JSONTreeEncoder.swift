/// Encodes a value as a tree, without a text in between that would make `1.0` of a fraction a `1`.
struct JSONTreeEncoder: Encoder {
    /// A place in the tree that containers fill in.
    final class Slot {
        enum Content {
            case empty
            case value(JSON)
            case array([Slot])
            case object([String: Slot])
        }

        var content = Content.empty

        init(_ value: JSON? = nil) { if let value { content = .value(value) } }

        var json: JSON {
            switch content {
            // A value without properties encodes nothing.
            case .empty: .object([:])
            case .value(let value): value
            case .array(let slots): .array(slots.map(\.json))
            case .object(let slots): .object(slots.mapValues(\.json))
            }
        }

        func append(_ slot: Slot) {
            var slots: [Slot] = []
            // Emptied first, so that the list is not copied for each item.
            if case .array(let present) = content { slots = present }
            content = .empty
            slots.append(slot)
            content = .array(slots)
        }

        func set(_ key: String, _ slot: Slot) {
            var slots: [String: Slot] = [:]
            if case .object(let present) = content { slots = present }
            content = .empty
            slots[key] = slot
            content = .object(slots)
        }
    }

    let slot: Slot
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any]

    static func encode(
        _ value: some Encodable, codingPath: [any CodingKey], userInfo: [CodingUserInfoKey: Any]
    ) throws -> JSON {
        let slot = Slot()
        try value.encode(to: JSONTreeEncoder(slot: slot, codingPath: codingPath, userInfo: userInfo))
        let json = slot.json
        guard let unordered = value as? any Unordered, case .array(let items) = json else { return json }
        return .array(sorted(items, inGroupsOf: type(of: unordered).itemsPerElement))
    }

    private static func sorted(_ items: [JSON], inGroupsOf size: Int) -> [JSON] {
        let groups = stride(from: 0, to: items.count, by: size).map { JSON.array(Array(items[$0..<$0 + size])) }
        let keyed = groups.map { (key: $0.text, group: $0) }
        return keyed.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.flatMap { $0.group.array ?? [] }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .empty = slot.content { slot.content = .object([:]) }
        return KeyedEncodingContainer(Keyed<Key>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .empty = slot.content { slot.content = .array([]) }
        return Unkeyed(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

    fileprivate func inner(_ key: any CodingKey, _ slot: Slot = Slot()) -> JSONTreeEncoder {
        JSONTreeEncoder(slot: slot, codingPath: codingPath + [key], userInfo: userInfo)
    }

    /// Encodes what stands under a key of this value.
    fileprivate func slot(_ value: some Encodable, _ key: any CodingKey) throws -> Slot {
        Slot(try JSONTreeEncoder.encode(value, codingPath: codingPath + [key], userInfo: userInfo))
    }
}

/// Collections that have an order of their own in each process.
private protocol Unordered {
    static var itemsPerElement: Int { get }
}

extension Set: Unordered {
    fileprivate static var itemsPerElement: Int { 1 }
}

/// With keys that are neither texts nor whole numbers it is encoded as a list of keys and values.
extension Dictionary: Unordered {
    fileprivate static var itemsPerElement: Int { 2 }
}

extension JSONTreeEncoder {
    fileprivate struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: JSONTreeEncoder
        var codingPath: [any CodingKey] { encoder.codingPath }

        func encodeNil(forKey key: Key) { encoder.slot.set(key.stringValue, Slot(.null)) }

        func encode(_ value: some Encodable, forKey key: Key) throws {
            encoder.slot.set(key.stringValue, try encoder.slot(value, key))
        }

        func nestedContainer<Inner: CodingKey>(
            keyedBy type: Inner.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Inner> { nested(key).container(keyedBy: type) }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { nested(key).unkeyedContainer() }
        func superEncoder() -> any Encoder { nested(JSONKey(stringValue: "super")) }
        func superEncoder(forKey key: Key) -> any Encoder { nested(key) }

        private func nested(_ key: any CodingKey) -> JSONTreeEncoder {
            let inner = encoder.inner(key)
            encoder.slot.set(key.stringValue, inner.slot)
            return inner
        }
    }

    fileprivate struct Unkeyed: UnkeyedEncodingContainer {
        let encoder: JSONTreeEncoder
        var codingPath: [any CodingKey] { encoder.codingPath }
        var count: Int { if case .array(let slots) = encoder.slot.content { slots.count } else { 0 } }

        func encodeNil() { encoder.slot.append(Slot(.null)) }

        func encode(_ value: some Encodable) throws {
            encoder.slot.append(try encoder.slot(value, JSONKey(intValue: count)))
        }

        func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type) -> KeyedEncodingContainer<Inner> {
            nested().container(keyedBy: type)
        }

        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
        func superEncoder() -> any Encoder { nested() }

        private func nested() -> JSONTreeEncoder {
            let inner = encoder.inner(JSONKey(intValue: count))
            encoder.slot.append(inner.slot)
            return inner
        }
    }

    fileprivate struct Single: SingleValueEncodingContainer {
        let encoder: JSONTreeEncoder
        var codingPath: [any CodingKey] { encoder.codingPath }

        func encodeNil() { put(.null) }
        func encode(_ value: Bool) { put(.bool(value)) }
        func encode(_ value: String) { put(.string(value)) }
        func encode(_ value: Double) { put(value.nameWithoutJSON.map(JSON.string) ?? .double(value)) }

        func encode(_ value: Float) {
            // The digits of the Float, and not those that its Double has beyond them.
            encode(Double(value.description) ?? Double(value))
        }

        func encode(_ value: Int) { put(.int(Int64(value))) }
        func encode(_ value: Int8) { put(.int(Int64(value))) }
        func encode(_ value: Int16) { put(.int(Int64(value))) }
        func encode(_ value: Int32) { put(.int(Int64(value))) }
        func encode(_ value: Int64) { put(.int(value)) }
        func encode(_ value: UInt) throws { try put(whole: value) }
        func encode(_ value: UInt8) { put(.int(Int64(value))) }
        func encode(_ value: UInt16) { put(.int(Int64(value))) }
        func encode(_ value: UInt32) { put(.int(Int64(value))) }
        func encode(_ value: UInt64) throws { try put(whole: value) }

        func encode(_ value: some Encodable) throws {
            put(try JSONTreeEncoder.encode(value, codingPath: codingPath, userInfo: encoder.userInfo))
        }

        private func put(whole value: some UnsignedInteger) throws {
            guard let fitting = Int64(exactly: value) else {
                throw EncodingError.invalidValue(
                    value, .init(codingPath: codingPath, debugDescription: "\(value) exceeds 63 bits"))
            }
            put(.int(fitting))
        }

        private func put(_ value: JSON) { encoder.slot.content = .value(value) }
    }
}
