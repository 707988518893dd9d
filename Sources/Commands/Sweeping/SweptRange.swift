internal import ContentHash
internal import Glibc
internal import PipelineKit

/// A range of numbers in a sweep: `16..64:4`, `0.001..0.1:log:5`, `1..5`.
struct SweptRange: Sendable {
    let text: String
    let lower: Double
    let upper: Double
    /// Whether each value is so many times the one before, rather than so much more.
    private(set) var isLogarithmic = false
    /// How many values a grid takes from it.
    private(set) var count: Int?
    /// Whether its values are whole numbers.
    let isWhole: Bool

    /// Reads a range; `nil` where the text is none, or the parameter takes no numbers.
    /// - Throws: What is wrong with it.
    init?(_ text: String, of parameter: Parameter) throws(CommandFailure) {
        guard parameter.type == .int || parameter.type == .double, let dots = text.firstRange(of: "..") else {
            return nil
        }
        func refuse(_ what: String) -> CommandFailure { CommandFailure("`\(parameter.name)`: '\(text)' \(what)") }
        let parts = text[dots.upperBound...].split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard let lower = parameter.type.parse(String(text[..<dots.lowerBound]))?.number,
            let upper = parts.first.flatMap({ parameter.type.parse($0)?.number })
        else { throw refuse("is no range of numbers; write LOWEST..HIGHEST, such as 1..5") }
        guard lower < upper else {
            throw refuse("begins with the larger number; write \(parts[0])..\(text[..<dots.lowerBound])")
        }
        guard (upper - lower).isFinite else { throw refuse("is wider than numbers can tell") }
        for part in parts.dropFirst() {
            if part == "log" {
                isLogarithmic = true
            } else if let number = Int(part), number >= 2 {
                count = number
            } else {
                throw refuse("ends with '\(part)', which is neither 'log' nor a number of values from 2")
            }
        }
        if isLogarithmic, lower <= 0 {
            throw refuse("begins at \(text[..<dots.lowerBound]), and a log range lies above 0")
        }
        self.text = text
        self.lower = lower
        self.upper = upper
        isWhole = parameter.type == .int
    }

    /// How many values a grid has of it; `nil` where it does not say.
    var gridCount: Int? {
        if let count { return count }
        guard isWhole, !isLogarithmic else { return nil }
        return Int(exactly: upper - lower).flatMap { $0 < .max ? $0 + 1 : nil }
    }

    /// The values of a grid, some of which may be the same where they are rounded to whole numbers.
    func gridValues(_ count: Int) -> [String] {
        (0..<count).map { value(at: Double($0) / Double(count - 1)) }
    }

    /// The value at a place from 0 to 1.
    private func value(at place: Double) -> String {
        let exact = isLogarithmic ? lower * pow(upper / lower, place) : lower + (upper - lower) * place
        return rounded(place == 1 ? upper : exact)
    }

    /// The value that a number from 0 up to 1 draws; whole numbers are equally likely up to both ends.
    func drawn(by fraction: Double) -> String {
        guard isWhole else { return value(at: fraction) }
        let end = upper + 1
        let exact = isLogarithmic ? lower * pow(end / lower, fraction) : lower + (end - lower) * fraction
        return "\(Self.whole(min(exact.rounded(.down), upper)))"
    }

    /// The largest whole number of a parameter has no fraction of its own: the closest is one too large.
    private static func whole(_ value: Double) -> Int64 { Int64(exactly: value) ?? .max }

    /// A value with four digits that count, which is all that anyone wants to read.
    private func rounded(_ value: Double) -> String {
        if isWhole { return "\(Self.whole(min(max(value.rounded(), lower), upper)))" }
        let size = value == 0 ? upper - lower : min(abs(value), upper - lower)
        let places = 3 - floor(log10(size))
        // Powers of ten are exact up to the 22nd, and a division by one gives the decimal number itself.
        let scale = pow(10, abs(places))
        guard scale.isFinite else { return "\(value)" }
        let short = places < 0 ? (value / scale).rounded() * scale : (value * scale).rounded() / scale
        return "\(min(max(short, lower), upper))"
    }
}
