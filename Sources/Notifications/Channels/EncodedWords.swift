/// A text of a mail's header in ASCII, as RFC 2047 encodes what is not.
enum EncodedWords {
    /// The bytes of a word such that it has, with what is around it, 75 characters at most.
    private static let bytesPerWord = 45

    /// Returns the text on one line or, encoded, on several that are continued; line breaks in it become spaces.
    static func encode(_ text: String) -> String {
        let line = text.split(whereSeparator: { $0.isNewline || $0 == "\t" }).joined(separator: " ")
        // Text that looks like an encoded word has to be encoded itself.
        let isPlain = line.utf8.allSatisfy { (0x20...0x7e).contains($0) } && !line.contains("=?")
        if isPlain, line.utf8.count <= 900 { return line }
        var words: [[UInt8]] = [[]]
        for scalar in line.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            // A character is never cut in two.
            if words[words.count - 1].count + bytes.count > bytesPerWord { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(base64($0))?=" }.joined(separator: "\n ")
    }

    static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = Array(bytes[start..<min(start + 3, bytes.count)])
            var number = 0
            for index in 0..<3 { number = number << 8 | (index < group.count ? Int(group[index]) : 0) }
            for index in 0..<4 {
                text.append(index <= group.count ? alphabet[number >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
