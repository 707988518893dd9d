/// Mean and standard deviation of each channel over a set of images, for values in 0...1.
struct PixelStatistics {
    let mean: [Float]
    let standardDeviation: [Float]

    init(mean: [Float], deviation: [Float]) {
        self.mean = mean
        standardDeviation = deviation
    }

    init(_ images: ImageSet) {
        var sums = SIMD3<UInt64>()
        var squares = SIMD3<UInt64>()
        images.pixels.withUnsafeBufferPointer { pixels in
            for start in stride(from: 0, to: pixels.count, by: 3) {
                let pixel = SIMD3<UInt64>(
                    UInt64(pixels[start]), UInt64(pixels[start + 1]), UInt64(pixels[start + 2]))
                sums &+= pixel
                squares &+= pixel &* pixel
            }
        }
        let count = Double(max(1, images.pixels.count / 3))
        let means = (0..<3).map { Double(sums[$0]) / count / 255 }
        mean = means.map { Float($0) }
        standardDeviation = (0..<3).map { channel in
            let variance = Double(squares[channel]) / count / (255 * 255) - means[channel] * means[channel]
            // One colour all over has no deviation to divide by.
            return Float(max(variance, 1e-4).squareRoot())
        }
    }
}

extension PixelStatistics {
    private static let keys = (mean: "pixel_mean", deviation: "pixel_std")

    /// What a file of weights tells of them, beside its tensors.
    var metadata: [String: String] {
        [Self.keys.mean: Self.text(mean), Self.keys.deviation: Self.text(standardDeviation)]
    }

    /// Reads what a file of weights tells; `nil` where it tells nothing, or nothing that pixels can be divided by.
    init?(metadata: [String: String]) {
        guard let mean = metadata[Self.keys.mean].flatMap(Self.values),
            let deviation = metadata[Self.keys.deviation].flatMap(Self.values), deviation.allSatisfy({ $0 > 0 })
        else { return nil }
        self.init(mean: mean, deviation: deviation)
    }

    private static func text(_ values: [Float]) -> String { values.map { "\($0)" }.joined(separator: ",") }

    private static func values(_ text: String) -> [Float]? {
        let values = text.split(separator: ",", omittingEmptySubsequences: false).compactMap { Float($0) }
        return values.count == 3 && values.allSatisfy(\.isFinite) ? values : nil
    }
}
