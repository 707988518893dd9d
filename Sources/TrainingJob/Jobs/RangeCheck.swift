internal import Architectures

/// Collects the values that are out of their ranges.
struct RangeCheck {
    private(set) var mistakes: [String] = []

    mutating func check<Value: Comparable>(_ name: String, _ value: Value, in range: ClosedRange<Value>) {
        guard !range.contains(value) else { return }
        mistakes.append("“\(name)” is \(value), not in \(range.lowerBound)...\(range.upperBound)")
    }

    /// Checks that images are large enough for a network.
    mutating func check(imageSize: Int, for architecture: Architecture) {
        guard imageSize < architecture.smallestImage else { return }
        mistakes.append(ArchitectureError.tooSmall(architecture, imageSize: imageSize).description)
    }

    mutating func checkPath(_ name: String, _ value: String) {
        if value.isEmpty { mistakes.append("“\(name)” is empty") }
    }
}
