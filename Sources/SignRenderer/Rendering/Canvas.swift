internal import Imaging

/// A picture in the making, with samples that are not rounded yet.
struct Canvas {
    let width: Int
    let height: Int
    var samples: [Double]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        samples = [Double](repeating: 0, count: width * height * 3)
    }

    /// Mixes every sample with its two neighbours, a step before and after in memory.
    mutating func blur(sideways: Bool) {
        let step = sideways ? 3 : width * 3
        let source = samples
        source.withUnsafeBufferPointer { source in
            samples.withUnsafeMutableBufferPointer { target in
                for at in 0..<source.count {
                    let place = sideways ? at % (width * 3) : at
                    let before = place >= step ? at - step : at
                    let after = place + step < (sideways ? width * 3 : source.count) ? at + step : at
                    target[at] = (source[before] + 2 * source[at] + source[after]) / 4
                }
            }
        }
    }

    /// Adds noise, whose sum of two numbers is rather small than large, and rounds.
    func image(noise: Double, _ random: inout SplitMix64) -> Image {
        let pixels = samples.map { sample in
            let bits = random.next()
            let error = Double(Int(bits & 0xFFFF) - Int(bits >> 16 & 0xFFFF)) / 65536
            return UInt8(min(max(0, sample + noise * error), 255).rounded())
        }
        return Image(width: width, height: height, pixels: pixels)
    }
}
