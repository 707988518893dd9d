/// A text in lines of 76 ASCII characters at most, as RFC 2045 encodes it: people can still read it as it is.
enum QuotedPrintable {
    private static let width = 76

    static func encode(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            .map { encode(line: Array($0.utf8)) }.joined(separator: "\n")
    }

    private static func encode(line bytes: [UInt8]) -> String {
        var lines: [String] = [""]
        var length = 0
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            var piece = encode(byte, isFirst: length == 0, isLast: isLast)
            // One character stays free for the "=" that continues a line.
            if length + piece.utf8.count > width - (isLast ? 0 : 1) {
                lines[lines.count - 1] += "="
                lines.append("")
                length = 0
                piece = encode(byte, isFirst: true, isLast: isLast)
            }
            lines[lines.count - 1] += piece
            length += piece.utf8.count
        }
        return lines.joined(separator: "\n")
    }

    private static func encode(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> String {
        isSafe(byte, isFirst: isFirst, isLast: isLast) ? String(UnicodeScalar(byte)) : escaped(byte)
    }

    /// A full stop or an "F" that begins a line may mean something to mail systems, and a blank that ends one gets lost.
    private static func isSafe(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "="): false
        case UInt8(ascii: "."), UInt8(ascii: "F"): !isFirst
        case UInt8(ascii: " "), UInt8(ascii: "\t"): !isLast
        default: (0x21...0x7e).contains(byte)
        }
    }

    private static func escaped(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return "=" + (byte < 16 ? "0" : "") + digits
    }
}
