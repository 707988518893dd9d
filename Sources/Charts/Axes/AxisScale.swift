internal import Glibc

/// A range of numbers with round ticks in it.
struct AxisScale: Hashable, Sendable {
    let lower: Double
    let upper: Double
    /// The distance between two ticks: 1, 2 or 5 times a power of ten.
    let step: Double

    /// Spans the given values; a single one stands in the middle.
    /// - Parameters:
    ///   - values: Finite numbers.
    ///   - isWhole: Whether ticks are whole numbers, and the range ends with the last value.
    ///   - count: About how many ticks there are.
    init(_ values: [Double], isWhole: Bool = false, count: Int = 5) {
        var (least, most) = (values.min() ?? 0, values.max() ?? 1)
        if least == most {
            let margin = isWhole ? 1 : max(abs(least) * 0.1, 1e-9)
            (least, most) = (least - margin, most + margin)
        }
        // Halves, so that the distance of two very large numbers is finite.
        var step = Self.round(2 * (most / 2 - least / 2) / Double(max(count - 1, 1)))
        if isWhole { step = max(step, 1) }
        self.step = step
        lower = isWhole ? least : (least / step).rounded(.down) * step
        upper = isWhole ? most : (most / step).rounded(.up) * step
    }

    /// The ticks, ascending.
    var ticks: [Double] {
        let first = (lower / step).rounded(.up)
        let last = (upper / step + 1e-9).rounded(.down)
        guard first.isFinite, last.isFinite, last >= first, last - first < 100 else { return [lower, upper] }
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }

    /// Where a value stands, from 0 at the lower end to 1 at the upper one.
    func fraction(_ value: Double) -> Double { (value / 2 - lower / 2) / (upper / 2 - lower / 2) }

    /// The nearest step that is 1, 2 or 5 times a power of ten.
    private static func round(_ distance: Double) -> Double {
        guard distance.isFinite, distance > 0 else { return 1 }
        let power = pow(10, log10(distance).rounded(.down))
        let factor = distance / power
        // The bounds are the geometric means of two neighbours.
        return (factor < 1.4143 ? 1 : factor < 3.1623 ? 2 : factor < 7.0711 ? 5 : 10) * power
    }
}
