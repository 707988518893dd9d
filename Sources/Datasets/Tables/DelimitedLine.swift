/// A line of a table whose fields are told apart by a separator, and quoted where they contain it (RFC 4180).
package struct DelimitedLine {
    /// The fields without their quotes.
    package let fields: [String]

    package init(_ line: some Sequence<UInt8>, separator: UInt8) {
        let quote = UInt8(ascii: "\"")
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var mayBeEnd = false
        for byte in line {
            if byte == quote {
                // The second of two quotes within a quoted field stands for one.
                if mayBeEnd { field.append(quote) }
                mayBeEnd = isQuoted && !mayBeEnd
                isQuoted = isQuoted || field.isEmpty
            } else if byte == separator, !isQuoted || mayBeEnd {
                fields.append(String(decoding: field, as: UTF8.self))
                field = []
                isQuoted = false
                mayBeEnd = false
            } else {
                field.append(byte)
            }
        }
        fields.append(String(decoding: field, as: UTF8.self))
        self.fields = fields
    }

    /// A field for a line with commas.
    package static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { ",\"".utf8.contains($0) }) else { return field }
        // By bytes: a quote and a combining mark behind it are one character.
        let quote = UInt8(ascii: "\"")
        let parts = field.utf8.split(separator: quote, omittingEmptySubsequences: false)
        return "\"" + parts.map { String(Substring($0)) }.joined(separator: "\"\"") + "\""
    }
}
