import TrainingJob

/// Changes an image at random: an affine map with bilinear interpolation, a tone curve, blur, noise, a square cut out.
///
/// What lies outside the image repeats its border. Fixed-point arithmetic and pointers keep it at about a hundredth of
/// what training on the image costs. What is not asked for draws no random numbers.
struct Augmenter: Sendable {
    let augmentation: Augmentation
    let side: Int

    /// Writes the changed image; both hold `side * side * 3` samples.
    /// - Returns: Whether it was mirrored.
    func change(
        _ source: UnsafeBufferPointer<UInt8>, into target: UnsafeMutableBufferPointer<UInt8>, mayMirror: Bool,
        random: inout RandomSource
    ) -> Bool {
        var map = AffineMap(augmentation, side: side, random: &random)
        var sum = 0
        for sample in source { sum += Int(sample) }
        let tone = ToneCurve(augmentation, mean: Double(sum) / Double(source.count), random: &random)
        let isMirrored = mayMirror && random.index(below: 2) == 1
        if isMirrored { map.mirror(side: side) }
        tone.values.withUnsafeBufferPointer { resample(source, map, $0, into: target) }
        if augmentation.blur > 0 { Blur(width: random.upTo(augmentation.blur)).apply(to: target, side: side) }
        if augmentation.noise > 0 {
            Noise(strength: random.upTo(augmentation.noise) * 255).apply(to: target, random: &random)
        }
        if augmentation.cutOut > 0 {
            CutOut(part: augmentation.cutOut, side: side, random: &random).apply(to: target, side: side)
        }
        return isMirrored
    }

    private func resample(
        _ source: UnsafeBufferPointer<UInt8>, _ map: AffineMap, _ tone: UnsafeBufferPointer<UInt8>,
        into target: UnsafeMutableBufferPointer<UInt8>
    ) {
        // The last place from which there is a pixel to the right and below.
        let limit = ((side - 1) << 16) - 1
        let below = side * 3
        var output = 0
        for row in 0..<side {
            var x = map.origin.x &+ row &* map.alongColumn.x
            var y = map.origin.y &+ row &* map.alongColumn.y
            for _ in 0..<side {
                let column = min(limit, max(0, x))
                let line = min(limit, max(0, y))
                let corner = (line >> 16) &* below &+ (column >> 16) &* 3
                let right = (column >> 8) & 255
                let down = (line >> 8) & 255
                for sample in corner..<corner &+ 3 {
                    let upper = Int(source[sample]) &* (256 &- right) &+ Int(source[sample &+ 3]) &* right
                    let lower =
                        Int(source[sample &+ below]) &* (256 &- right)
                        &+ Int(source[sample &+ below &+ 3]) &* right
                    let value = (upper &* (256 &- down) &+ lower &* down &+ 32768) >> 16
                    target[output] = tone[value]
                    output &+= 1
                }
                x &+= map.alongRow.x
                y &+= map.alongRow.y
            }
        }
    }
}
