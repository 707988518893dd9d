extension JSON {
    /// The canonical text: no white space, keys sorted by their UTF-8 bytes, only what must be escaped escaped.
    ///
    /// Numbers that JSON has no form for are written as the texts `NaN`, `Infinity` and `-Infinity`.
    public var text: String { JSONWriter.text(of: self, indent: nil) }

    /// The text for people: the same order, two spaces of indentation.
    public var prettyText: String { JSONWriter.text(of: self, indent: 0) }
}

private struct JSONWriter {
    private var bytes: [UInt8] = []

    static func text(of value: JSON, indent: Int?) -> String {
        var writer = JSONWriter()
        writer.write(value, indent)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private mutating func write(_ value: JSON, _ indent: Int?) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .int(let value): bytes += String(value).utf8
        case .double(let value): write(value)
        case .string(let value): quote(value)
        case .array(let items): writeList("[", "]", items, indent) { $0.write($1, $2) }
        case .object(let fields):
            let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            writeList("{", "}", sorted, indent) { writer, field, inner in
                writer.quote(field.key)
                writer.bytes += (inner == nil ? ":" : ": ").utf8
                writer.write(field.value, inner)
            }
        }
    }

    private mutating func writeList<Item>(
        _ open: String, _ close: String, _ items: [Item], _ indent: Int?,
        write: (inout JSONWriter, Item, Int?) -> Void
    ) {
        bytes += open.utf8
        let inner = indent.map { $0 + 2 }
        for (index, item) in items.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            if let inner { breakLine(inner) }
            write(&self, item, inner)
        }
        if let indent, !items.isEmpty { breakLine(indent) }
        bytes += close.utf8
    }

    private mutating func breakLine(_ indent: Int) {
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: indent)
    }

    private mutating func write(_ value: Double) {
        if let name = value.nameWithoutJSON { return quote(name) }
        // The shortest decimal that reads back equal; it always has a point or an exponent.
        bytes += value.description.utf8
    }

    private mutating func quote(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case 0..<0x20: bytes += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension Double {
    /// The text that stands for a number that JSON has no form for; `nil` for every other number.
    var nameWithoutJSON: String? {
        if isNaN { return "NaN" }
        if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
        return nil
    }

    /// Reads what ``nameWithoutJSON`` is.
    init?(nameWithoutJSON name: String) {
        switch name {
        case "NaN": self = .nan
        case "Infinity": self = .infinity
        case "-Infinity": self = -.infinity
        default: return nil
        }
    }
}
