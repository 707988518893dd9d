internal import Terminal

/// Texts and numbers as a page has them.
enum Markup {
    /// A text as HTML and XML have it, between tags and in attributes; what they can't hold becomes a space.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A share of so many things with as many digits as they can tell: "98 %" of 50, "98.4 %" of 258, "99.57 %" of 12,630.
    static func percent(_ share: Double, of count: Int) -> String {
        escaped(Format.percent(share, places: count < 100 ? 0 : count < 1000 ? 1 : 2))
    }

    /// A probability of a model, which is worth no more than a digit after the point.
    static func probability(_ value: Double) -> String { escaped(Format.percent(value, places: 1)) }

    /// A probability of a test behind its letter: "= 0.031", "< 0.0001".
    static func significance(_ value: Double) -> String {
        value < 0.0001 ? "&lt; 0.0001" : "= \(Format.decimal(value, places: value < 0.001 ? 4 : 3))"
    }

    /// A number from 0 to 1 without a unit: "0.987".
    static func score(_ value: Double) -> String { Format.decimal(value, places: 3) }

    /// A number with about four digits that count: "17.25", "0.003125".
    static func number(_ value: Double) -> String {
        var (places, size) = (3, abs(value))
        while size >= 10, places > 0 { (places, size) = (places - 1, size / 10) }
        while size < 1, size > 0, places < 6 { (places, size) = (places + 1, size * 10) }
        return value == 0 ? "0" : Format.decimal(value, places: places)
    }

    /// A picture as part of the page.
    static func dataAddress(_ type: String, _ bytes: [UInt8]) -> String { "data:\(type);base64,\(base64(bytes))" }

    /// Bytes as RFC 4648 writes them.
    static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            var number = 0
            for place in 0..<3 { number = number << 8 | (place < count ? Int(bytes[start + place]) : 0) }
            for place in 0..<4 {
                text.append(place <= count ? alphabet[number >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
