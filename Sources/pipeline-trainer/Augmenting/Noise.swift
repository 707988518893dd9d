/// Gaussian noise on each sample.
struct Noise {
    /// The standard deviation, of 255.
    let strength: Double

    /// The sum of four even numbers of 16 bits is nearly Gaussian, with this deviation: the root of 4 / 12 of 65536.
    private static let deviation = 37_837.2

    func apply(to image: UnsafeMutableBufferPointer<UInt8>, random: inout RandomSource) {
        // In 1/65536 of a sample's unit.
        let factor = Int((strength / Self.deviation * 65536).rounded())
        for place in image.indices {
            let word = random.next()
            let sum = (word & 0xffff) &+ (word >> 16 & 0xffff) &+ (word >> 32 & 0xffff) &+ (word >> 48)
            let change = ((Int(sum) &- 131_070) &* factor &+ 32768) >> 16
            image[place] = UInt8(truncatingIfNeeded: min(255, max(0, Int(image[place]) &+ change)))
        }
    }
}
