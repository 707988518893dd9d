import Glibc

/// The learning rate over a training: up to its peak in a quarter of the steps, then down to almost nothing.
///
/// Both ways follow half a cosine. After “Super-Convergence”, Smith and Topin, 2018.
struct OneCycle {
    let peak: Double
    let steps: Int

    private static let rise = 0.25
    private static let first = 1.0 / 20
    private static let last = 1.0 / 10_000

    func rate(at step: Int) -> Double {
        let place = steps > 1 ? Double(step) / Double(steps - 1) : 1
        if place < Self.rise { return peak * Self.between(Self.first, 1, place / Self.rise) }
        return peak * Self.between(1, Self.last, (place - Self.rise) / (1 - Self.rise))
    }

    private static func between(_ from: Double, _ to: Double, _ share: Double) -> Double {
        to + (from - to) * (1 + cos(.pi * share)) / 2
    }
}
