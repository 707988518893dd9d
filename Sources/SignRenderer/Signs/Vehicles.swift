/// Pictograms of vehicles, about one unit wide.
enum Vehicles {
    /// A car from behind.
    static var car: Drawing {
        var drawing = Drawing()
        drawing.fill(
            .polygon([Point(-0.32, -0.4), Point(0.32, -0.4), Point(0.46, -0.02), Point(-0.46, -0.02)]), .black)
        drawing.fill(
            .polygon([Point(-0.24, -0.3), Point(0.24, -0.3), Point(0.32, -0.06), Point(-0.32, -0.06)]), .white)
        drawing.fill(.rectangle(-0.5, -0.02, 1, 0.32), .black)
        drawing.fill(.rectangle(-0.46, 0.28, 0.22, 0.16), .black)
        drawing.fill(.rectangle(0.24, 0.28, 0.22, 0.16), .black)
        return drawing
    }

    /// A truck from behind, taller than a car and without a window.
    static var truckBehind: Drawing {
        var drawing = Drawing()
        drawing.fill(.rectangle(-0.5, -0.85, 1, 1.05), .black)
        drawing.fill(.rectangle(-0.5, 0.2, 1, 0.1), .black)
        drawing.fill(.rectangle(-0.46, 0.28, 0.24, 0.18), .black)
        drawing.fill(.rectangle(0.22, 0.28, 0.24, 0.18), .black)
        return drawing
    }

    /// A truck from the side.
    static var truck: Drawing {
        var drawing = Drawing()
        drawing.fill(.rectangle(-0.58, -0.3, 0.74, 0.46), .black)
        drawing.fill(
            .polygon([
                Point(0.2, -0.16), Point(0.42, -0.16), Point(0.56, 0), Point(0.56, 0.16), Point(0.2, 0.16),
            ]), .black)
        drawing.fill(.rectangle(-0.58, 0.14, 1.14, 0.06), .black)
        for x in [-0.36, 0.36] {
            drawing.fill(.disc(x, 0.24, 0.15), .white)
            drawing.fill(.disc(x, 0.24, 0.11), .black)
        }
        return drawing
    }

    static var bicycle: Drawing {
        var drawing = Drawing()
        for x in [-0.3, 0.3] { drawing.line(Curve.arc(x, 0.18, 0.2, 0.2), 0.07) }
        drawing.line(
            [Point(-0.3, 0.18), Point(-0.12, -0.12), Point(0.18, -0.12), Point(0, 0.18), Point(-0.3, 0.18)], 0.06)
        drawing.line([Point(0, 0.18), Point(-0.14, -0.22)], 0.06)
        drawing.line([Point(-0.24, -0.23), Point(-0.06, -0.23)], 0.07)
        drawing.line([Point(0.3, 0.18), Point(0.16, -0.28), Point(0.3, -0.28)], 0.06)
        return drawing
    }

    /// A car that leaves curved tracks.
    static var skidding: Drawing {
        var drawing = Drawing()
        drawing.fill(.polygon([Point(-0.2, -0.24), Point(0.1, -0.3), Point(0.2, -0.12), Point(-0.2, -0.04)]), .black)
        drawing.fill(.polygon([Point(-0.34, -0.06), Point(0.3, -0.18), Point(0.34, 0.02), Point(-0.3, 0.14)]), .black)
        for x in [-0.2, 0.18] {
            drawing.line(
                [
                    Point(x, 0.1), Point(x + 0.1, 0.22), Point(x - 0.02, 0.32), Point(x - 0.08, 0.42),
                    Point(x + 0.1, 0.56),
                ], 0.08)
        }
        return drawing
    }
}
