/// Digits and letters as strokes, one unit high and centred.
enum Glyphs {
    static func text(_ text: String, height: Double, spacing: Double, _ y: Double, _ pigment: Pigment) -> Drawing {
        var drawing = Drawing()
        let first = -spacing * Double(text.count - 1) / 2
        for (place, character) in text.enumerated() {
            for line in lines(of: character) {
                var glyph = Drawing()
                glyph.line(line, 0.2, pigment)
                // Narrow texts keep the thickness of their lines.
                drawing.add(
                    glyph, first + spacing * Double(place), y, scaleX: min(height, spacing * 1.35), scaleY: height)
            }
        }
        return drawing
    }

    private static func lines(of character: Character) -> [[Point]] {
        switch character {
        case "0", "O": [Curve.arc(0, 0, 0.26, 0.5)]
        case "1": [points(-0.16, -0.3, 0.08, -0.5, 0.08, 0.5)]
        case "2": [Curve.arc(0, -0.24, 0.27, 0.26, 8, 17) + points(-0.28, 0.5, 0.28, 0.5)]
        case "3":
            [
                points(-0.24, -0.42) + Curve.arc(0, -0.25, 0.24, 0.25, 11, 20) + points(-0.08, 0),
                points(-0.08, 0) + Curve.arc(0, 0.25, 0.28, 0.25, 12, 22) + points(-0.28, 0.4),
            ]
        case "5": [points(0.24, -0.5, -0.2, -0.5, -0.24, -0.02) + Curve.arc(0, 0.18, 0.28, 0.32, 11, 23)]
        case "6": [points(0.2, -0.48, 0.02, -0.42, -0.18, -0.2, -0.27, 0.12), Curve.arc(0, 0.2, 0.27, 0.3)]
        case "7": [points(-0.28, -0.5, 0.28, -0.5, -0.06, 0.5)]
        case "8": [Curve.arc(0, -0.26, 0.22, 0.24), Curve.arc(0, 0.24, 0.28, 0.26)]
        case "S":
            [Curve.arc(0, -0.25, 0.24, 0.25, -2, -12) + points(0.1, 0.02) + Curve.arc(0, 0.26, 0.24, 0.25, -3, 7)]
        case "T": [points(-0.26, -0.5, 0.26, -0.5), points(0, -0.5, 0, 0.5)]
        case "P":
            [points(-0.2, 0.5, -0.2, -0.5, 0.05, -0.5) + Curve.arc(0.05, -0.24, 0.2, 0.26, -4, 4) + points(-0.2, 0.02)]
        default: preconditionFailure("no sign shows “\(character)”")
        }
    }

    private static func points(_ coordinates: Double...) -> [Point] {
        stride(from: 0, to: coordinates.count, by: 2).map { Point(coordinates[$0], coordinates[$0 + 1]) }
    }
}
