import ContentHash

extension Fuzzer {
    /// Canonical JSON: what is read and written again is the same value, and its text is the same text.
    static let json = Fuzzer(
        name: "json",
        trials: [
            { bytes in
                guard let value = try accepted(JSONError.self, { try JSON(parsing: bytes) }) else { return }
                let canonical = value.text
                for again in [try JSON(parsing: canonical), try JSON(parsing: value.prettyText), try value.decode()] {
                    must(again == value, "\(again) is \(value)")
                    must(again.text.utf8.elementsEqual(canonical.utf8), "'\(again.text)' is '\(canonical)'")
                }
                let encoded = try JSON(encoding: [value])
                must(encoded.text.utf8.elementsEqual("[\(canonical)]".utf8), "'\(encoded.text)' holds '\(canonical)'")
            }
        ])
}
