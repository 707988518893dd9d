extension ValueFormat where Value == Duration {
    /// A length of time such as `30d`, `12h`, `10m`, `1h30m`, `45s` or `500ms`; a day has 24 hours, a week 7 days.
    public static func duration(_ placeholder: String = "DURATION") -> Self {
        Self(placeholder, text: durationText) { text throws(InvalidValue) in
            guard let parts = quantities(text), let milliseconds = total(parts, units: durationUnits) else {
                throw InvalidValue(
                    "'\(text)' is not a duration: write numbers with w, d, h, m, s or ms, such as 30d, 12h or 1h30m")
            }
            return .milliseconds(milliseconds)
        }
    }
}

extension ValueFormat where Value == Int {
    /// A size in bytes such as `20GB`, `1.5MB` or `512MiB`: `kB`, `MB`, … are powers of 1000, `KiB`, `MiB`, … of 1024.
    public static func size(_ placeholder: String = "SIZE") -> Self {
        Self(placeholder, text: sizeText) { text throws(InvalidValue) in
            guard let parts = quantities(text), parts.count == 1, let bytes = total(parts, units: sizeUnits) else {
                throw InvalidValue(
                    "'\(text)' is not a size: write a number with B, kB, MB, GB, TB, KiB, MiB, GiB or TiB, such as 20GB"
                )
            }
            return bytes
        }
    }
}

private let durationUnits = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000]
private let sizeUnits = [
    "b": 1, "kb": 1000, "mb": 1_000_000, "gb": 1_000_000_000, "tb": 1_000_000_000_000,
    "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30, "tib": 1 << 40,
]

/// Splits "1h30m" into its numbers and units; nil where a number or a unit is missing.
private func quantities(_ text: String) -> [(number: Double, unit: String)]? {
    var parts: [(Double, String)] = []
    var rest = text[...]
    while !rest.isEmpty {
        let digits = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
        rest = rest.dropFirst(digits.count)
        let unit = rest.prefix { $0.isASCII && $0.isLetter }
        rest = rest.dropFirst(unit.count)
        guard let number = Double(digits), !unit.isEmpty else { return nil }
        parts.append((number, unit.lowercased()))
    }
    return parts.isEmpty ? nil : parts
}

/// Adds quantities up in the smallest unit; nil for an unknown unit or a sum that does not fit.
private func total(_ parts: [(number: Double, unit: String)], units: [String: Int]) -> Int? {
    var sum = 0.0
    for part in parts {
        guard let factor = units[part.unit] else { return nil }
        sum += part.number * Double(factor)
    }
    return Int(exactly: sum.rounded())
}

private func durationText(_ duration: Duration) -> String {
    var rest = Int(duration / .milliseconds(1))
    guard rest > 0 else { return "0s" }
    var text = ""
    for unit in ["d", "h", "m", "s", "ms"] {
        guard let factor = durationUnits[unit], rest >= factor else { continue }
        text += "\(rest / factor)\(unit)"
        rest %= factor
    }
    return text
}

private func sizeText(_ bytes: Int) -> String {
    for unit in ["TB", "GB", "MB", "kB"] {
        guard let factor = sizeUnits[unit.lowercased()], bytes >= factor, bytes % factor == 0 else { continue }
        return "\(bytes / factor)\(unit)"
    }
    return "\(bytes)B"
}
