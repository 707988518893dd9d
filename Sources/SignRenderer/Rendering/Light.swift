/// The light on a picture, and what the camera makes of it.
struct Light: Sendable {
    private var brightness: Double
    private let haze: Double
    private let warmth: Double
    private let slope: Point
    private let shadow: (normal: Point, offset: Double, strength: Double)?
    /// The number of passes of a small blur.
    let blur: Int
    /// Whether the camera moved sideways while the picture was taken.
    let isShaken: Bool
    /// The greatest error of a sample.
    let noise: Double

    init(_ random: inout SplitMix64) {
        brightness = random.number(0.5, 1.12)
        haze = random.chance(0.25) ? random.number(0.1, 0.32) : random.number(0, 0.1)
        warmth = random.number(-0.09, 0.09)
        slope = Point(random.number(-0.22, 0.22), random.number(-0.22, 0.22))
        shadow =
            random.chance(0.22)
            ? (
                normal: Point(random.number(-1, 1), random.number(-1, 1)), offset: random.number(-0.5, 0.5),
                strength: random.number(0.55, 0.8)
            ) : nil
        blur = random.chance(0.2) ? 2 : random.index(below: 2)
        isShaken = random.chance(0.15)
        noise = random.number(3, 12)
    }

    /// The same light a moment later.
    func wandered(_ random: inout SplitMix64) -> Light {
        var light = self
        light.brightness *= random.number(0.93, 1.07)
        return light
    }

    /// The colour that the camera sees of a thing at a place around the sign.
    func seen(_ colour: Colour, at point: Point) -> Colour {
        var level = brightness * (1 + slope.x * point.x + slope.y * point.y)
        if let shadow, shadow.normal.x * point.x + shadow.normal.y * point.y > shadow.offset {
            level *= shadow.strength
        }
        let lit = Colour(
            colour.red * level * (1 + warmth), colour.green * level, colour.blue * level * (1 - warmth))
        return lit.mixed(with: Colour(150, 154, 160), haze)
    }
}
