import Glibc

/// A Gaussian blur, first along rows and then along columns; the border repeats itself.
struct Blur {
    /// The weights from the middle to the right, of 65536 in all.
    private let weights: [Int]

    /// - Parameter width: The standard deviation in pixels.
    init(width: Double) {
        let reach = Int((2.5 * width).rounded(.up))
        let bell = (0...reach).map { width > 0 ? exp(-Double($0 * $0) / (2 * width * width)) : 1 }
        let total = bell[0] + 2 * bell.dropFirst().reduce(0, +)
        var weights = bell.map { Int(($0 / total * 65536).rounded()) }
        weights[0] = 65536 - 2 * weights.dropFirst().reduce(0, +)
        self.weights = weights
    }

    /// Blurs an image of `side * side * 3` samples in its place.
    func apply(to image: UnsafeMutableBufferPointer<UInt8>, side: Int) {
        guard weights.count > 1 else { return }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: image.count) { between in
            blur(UnsafeBufferPointer(image), into: between, side: side, along: 3, across: side * 3)
            blur(UnsafeBufferPointer(between), into: image, side: side, along: side * 3, across: 3)
        }
    }

    private func blur(
        _ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>, side: Int, along: Int,
        across: Int
    ) {
        weights.withUnsafeBufferPointer { weights in
            for line in 0..<side {
                for place in 0..<side {
                    for channel in 0..<3 {
                        let start = line &* across &+ channel
                        var sum = weights[0] &* Int(source[start &+ place &* along]) &+ 32768
                        for offset in 1..<weights.count {
                            let before = max(0, place &- offset)
                            let after = min(side &- 1, place &+ offset)
                            let pair =
                                Int(source[start &+ before &* along]) &+ Int(source[start &+ after &* along])
                            sum = sum &+ weights[offset] &* pair
                        }
                        target[start &+ place &* along] = UInt8(truncatingIfNeeded: min(255, max(0, sum >> 16)))
                    }
                }
            }
        }
    }
}
