extension KeyedDecodingContainer {
    /// Reads a value where there is one, and leaves what is there already where there is none.
    func read<Value: Decodable>(_ value: inout Value, _ key: Key) throws {
        if let found = try decodeIfPresent(Value.self, forKey: key) { value = found }
    }
}
