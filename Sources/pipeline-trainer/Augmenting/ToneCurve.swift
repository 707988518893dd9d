import TrainingJob

/// What becomes of each of the 256 sample values when brightness and contrast change.
struct ToneCurve {
    private(set) var values = [UInt8](repeating: 0, count: 256)

    /// Stretches about the mean, then multiplies: dark images, of which there are many, stay recognisable.
    init(_ augmentation: Augmentation, mean: Double, random: inout RandomSource) {
        let contrast = 1 + random.around(augmentation.contrast)
        let brightness = 1 + random.around(augmentation.brightness)
        for value in 0..<256 {
            let changed = ((Double(value) - mean) * contrast + mean) * brightness
            values[value] = UInt8(min(255, max(0, changed.rounded())))
        }
    }
}
