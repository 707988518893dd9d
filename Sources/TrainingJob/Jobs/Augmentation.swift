/// How far training images are changed at random, anew in every epoch.
///
/// Images are never mirrored: “turn left” is not “turn right”. Every value is the largest change to either side, drawn
/// evenly; zero everywhere leaves the images as they are.
public struct Augmentation: Codable, Hashable, Sendable {
    /// Rotation about the middle, in degrees.
    public var rotation: Double
    /// Change of each axis' size, as a fraction.
    public var scale: Double
    /// Shift along each axis, as a fraction of the side.
    public var translation: Double
    /// Slant of each axis, in degrees.
    public var shear: Double
    /// Change of brightness, as a fraction: dark images stay visible.
    public var brightness: Double
    /// Change of contrast about the image's mean, as a fraction.
    public var contrast: Double

    public init(
        rotation: Double = 10, scale: Double = 0.12, translation: Double = 0.08, shear: Double = 6,
        brightness: Double = 0.3, contrast: Double = 0.3
    ) {
        self.rotation = rotation
        self.scale = scale
        self.translation = translation
        self.shear = shear
        self.brightness = brightness
        self.contrast = contrast
    }

    /// No change at all.
    public static let none = Augmentation(
        rotation: 0, scale: 0, translation: 0, shear: 0, brightness: 0, contrast: 0)

    var mistakes: [String] {
        var range = RangeCheck()
        range.check("augmentation.rotation", rotation, in: 0...180)
        range.check("augmentation.scale", scale, in: 0...0.9)
        range.check("augmentation.translation", translation, in: 0...1)
        range.check("augmentation.shear", shear, in: 0...60)
        range.check("augmentation.brightness", brightness, in: 0...1)
        range.check("augmentation.contrast", contrast, in: 0...1)
        return range.mistakes
    }
}
