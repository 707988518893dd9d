internal import Imaging

/// A finished picture and the box of the sign in it.
struct Picture {
    let image: Image
    let box: PixelRectangle

    /// The samples along each side of a pixel.
    private static let sampling = 4

    init(
        sign: SignMap, palette: Palette, scene: Scene, view: View, light: Light, width: Int, height: Int,
        radius: Double, centre: Point, _ random: inout SplitMix64
    ) {
        var canvas = Canvas(width: width, height: height)
        var (left, right, top, bottom) = (width, -1, height, -1)
        let middle = Point(Double(width) / 2 + centre.x, Double(height) / 2 + centre.y)
        for row in 0..<height {
            for column in 0..<width {
                let place = Point(
                    (Double(column) + 0.5 - middle.x) / radius, (Double(row) + 0.5 - middle.y) / radius)
                var colour = scene.colour(at: place)
                let (paint, cover) = Self.paint(of: sign, palette, view, around: place, pixel: 1 / radius)
                if cover > 0 {
                    colour = colour.mixed(with: paint, cover)
                    (left, right) = (min(left, column), max(right, column))
                    (top, bottom) = (min(top, row), max(bottom, row))
                }
                let seen = light.seen(colour, at: place)
                let at = (row * width + column) * 3
                canvas.samples[at] = seen.red
                canvas.samples[at + 1] = seen.green
                canvas.samples[at + 2] = seen.blue
            }
        }
        for _ in 0..<light.blur {
            canvas.blur(sideways: true)
            canvas.blur(sideways: false)
        }
        if light.isShaken { canvas.blur(sideways: true) }
        image = canvas.image(noise: light.noise, &random)
        box = PixelRectangle(from: (x: left, y: top), through: (x: right, y: bottom))
    }

    /// The mean colour of the sign within one pixel, and the share of the pixel that it covers.
    private static func paint(
        of sign: SignMap, _ palette: Palette, _ view: View, around place: Point, pixel: Double
    ) -> (colour: Colour, cover: Double) {
        var sum = Colour(0, 0, 0)
        var covered = 0
        let scale = Double(SignMap.side) / (2 * SignMap.reach)
        for row in 0..<sampling {
            for column in 0..<sampling {
                let shift = Point(
                    (Double(column) + 0.5) / Double(sampling) - 0.5, (Double(row) + 0.5) / Double(sampling) - 0.5)
                let point = view.signPoint(at: Point(place.x + shift.x * pixel, place.y + shift.y * pixel))
                let (x, y) = ((point.x + SignMap.reach) * scale, (point.y + SignMap.reach) * scale)
                let limit = Double(SignMap.side)
                guard x >= 0, y >= 0, x < limit, y < limit else { continue }
                let pigment = Int(sign.pigments[Int(y) * SignMap.side + Int(x)])
                guard pigment != 0 else { continue }
                let colour = palette.colours[pigment]
                sum = Colour(sum.red + colour.red, sum.green + colour.green, sum.blue + colour.blue)
                covered += 1
            }
        }
        guard covered > 0 else { return (sum, 0) }
        let share = 1 / Double(covered)
        return (
            Colour(sum.red * share, sum.green * share, sum.blue * share),
            Double(covered) / Double(sampling * sampling)
        )
    }
}
