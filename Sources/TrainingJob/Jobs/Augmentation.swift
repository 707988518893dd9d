/// How far training images are changed at random, anew in every epoch.
///
/// Every value is the largest change, to either side where there are two, drawn evenly; zero everywhere leaves the
/// images as they are.
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
    /// Width of a Gaussian blur, its standard deviation in pixels.
    public var blur: Double
    /// Gaussian noise on each sample, its standard deviation as a fraction of white.
    public var noise: Double
    /// Side of a square that is painted in the image's mean colour, at a random place, as a fraction of the side; after
    /// “Improved Regularization of Convolutional Neural Networks with Cutout”, DeVries and Taylor, 2017.
    public var cutOut: Double
    /// Which images are mirrored, every second time.
    public var mirroring: Mirroring

    public init(
        rotation: Double = 10, scale: Double = 0.12, translation: Double = 0.08, shear: Double = 6,
        brightness: Double = 0.3, contrast: Double = 0.3, blur: Double = 0, noise: Double = 0, cutOut: Double = 0,
        mirroring: Mirroring = .none
    ) {
        self.rotation = rotation
        self.scale = scale
        self.translation = translation
        self.shear = shear
        self.brightness = brightness
        self.contrast = contrast
        self.blur = blur
        self.noise = noise
        self.cutOut = cutOut
        self.mirroring = mirroring
    }

    /// No change at all.
    public static let none = Augmentation(
        rotation: 0, scale: 0, translation: 0, shear: 0, brightness: 0, contrast: 0)

    /// The same changes, each larger or smaller by a factor; which images are mirrored stays.
    public func multiplied(by factor: Double) -> Augmentation {
        var other = self
        for change: WritableKeyPath<Augmentation, Double> in [
            \.rotation, \.scale, \.translation, \.shear, \.brightness, \.contrast, \.blur, \.noise, \.cutOut,
        ] {
            other[keyPath: change] *= factor
        }
        return other
    }

    func mistakes(classCount: Int) -> [String] {
        var range = RangeCheck()
        range.check("augmentation.rotation", rotation, in: 0...180)
        range.check("augmentation.scale", scale, in: 0...0.9)
        range.check("augmentation.translation", translation, in: 0...1)
        range.check("augmentation.shear", shear, in: 0...60)
        range.check("augmentation.brightness", brightness, in: 0...1)
        range.check("augmentation.contrast", contrast, in: 0...1)
        range.check("augmentation.blur", blur, in: 0...10)
        range.check("augmentation.noise", noise, in: 0...1)
        range.check("augmentation.cut_out", cutOut, in: 0...1)
        return range.mistakes + mirroring.mistakes(classCount: classCount)
    }

    private enum CodingKeys: String, CodingKey {
        case rotation
        case scale
        case translation
        case shear
        case brightness
        case contrast
        case blur
        case noise
        case cutOut = "cut_out"
        case mirroring
    }

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        try fields.read(&rotation, .rotation)
        try fields.read(&scale, .scale)
        try fields.read(&translation, .translation)
        try fields.read(&shear, .shear)
        try fields.read(&brightness, .brightness)
        try fields.read(&contrast, .contrast)
        try fields.read(&blur, .blur)
        try fields.read(&noise, .noise)
        try fields.read(&cutOut, .cutOut)
        try fields.read(&mirroring, .mirroring)
    }
}
