/// Quantities as people read them, the same in every locale.
public enum Format {
    /// A whole number with its thousands apart: "39,000".
    public static func count(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return value < 0 ? "-" + text : text
    }

    /// A count and its noun: "1 file", "1,200 files".
    ///
    /// - Parameters:
    ///   - value: How many there are.
    ///   - noun: What there is one of.
    ///   - plural: What there are several of; the noun with an s unless it is given.
    /// - Returns: The number and the noun that fits it.
    public static func count(_ value: Int, _ noun: String, plural: String? = nil) -> String {
        "\(count(value)) \(value == 1 ? noun : plural ?? noun + "s")"
    }

    /// A number of bytes in powers of 1000: "999 B", "1.2 MB", "20 GB".
    public static func bytes(_ value: Int) -> String {
        let sign = value < 0 ? "-" : ""
        guard value.magnitude >= 1000 else { return "\(value) B" }
        var size = Double(value.magnitude)
        for unit in ["kB", "MB", "GB", "TB", "PB"] {
            size /= 1000
            // What rounds to 1000 is one of the next unit.
            if size < 9.95 { return "\(sign)\(decimal(size, places: 1)) \(unit)" }
            if size < 999.5 { return "\(sign)\(decimal(size, places: 0)) \(unit)" }
        }
        return "\(sign)\(decimal(size / 1000, places: 1)) EB"
    }

    /// A share of the whole: "98.8 %"; 100 % only where nothing is missing, and 0 % only where there is nothing.
    public static func percent(_ fraction: Double, places: Int = 1) -> String {
        let text = decimal(fraction * 100, places: places)
        if fraction < 1, text == decimal(100, places: places) {
            return "> \(decimal(100 - unit(places), places: places)) %"
        }
        if fraction > 0, text == decimal(0, places: places) { return "< \(decimal(unit(places), places: places)) %" }
        return "\(text) %"
    }

    /// A number with a fixed number of places after the point, rounded half away from zero.
    public static func decimal(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
        let scale = 1 / unit(places)
        let scaled = (value.magnitude * scale).rounded()
        guard let whole = Int(exactly: scaled) else { return "\(value)" }
        let sign = value < 0 && whole != 0 ? "-" : ""
        guard places > 0 else { return "\(sign)\(whole)" }
        let digits = String(whole)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
    }

    private static func unit(_ places: Int) -> Double { (0..<places).reduce(1) { unit, _ in unit / 10 } }

    /// A number of two digits at least: "05".
    static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
