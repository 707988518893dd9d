/// The plates that signs are painted on.
enum Plates {
    /// A white disc in a red ring: something is forbidden.
    static var prohibition: Drawing {
        var drawing = Drawing()
        drawing.fill(.disc(0, 0, 1), .red)
        drawing.fill(.disc(0, 0, 0.76), .white)
        return drawing
    }

    /// A white disc with a fine grey edge: something forbidden ends.
    static var release: Drawing {
        var drawing = Drawing()
        drawing.fill(.disc(0, 0, 1), .grey)
        drawing.fill(.disc(0, 0, 0.93), .white)
        return drawing
    }

    /// The bars across a sign of release.
    static var bars: Drawing {
        var drawing = Drawing()
        for shift in [-0.15, 0, 0.15] {
            drawing.line([Point(-0.56 + shift, 0.56 + shift), Point(0.56 + shift, -0.56 + shift)], 0.06)
        }
        return drawing
    }

    /// A blue disc: a direction is ordered.
    static var order: Drawing {
        var drawing = Drawing()
        drawing.fill(.disc(0, 0, 1), .white)
        drawing.fill(.disc(0, 0, 0.94), .blue)
        return drawing
    }

    /// A white triangle with a red edge: a danger lies ahead.
    static var warning: Drawing {
        var drawing = Drawing()
        drawing.fillRounded([Point(0, -0.82), Point(0.88, 0.74), Point(-0.88, 0.74)], 0.11, .red)
        drawing.fill(.polygon([Point(0, -0.58), Point(0.7, 0.66), Point(-0.7, 0.66)]), .white)
        return drawing
    }

    static var yield: Drawing {
        var drawing = Drawing()
        drawing.fillRounded([Point(0, 0.82), Point(0.88, -0.74), Point(-0.88, -0.74)], 0.11, .red)
        drawing.fill(.polygon([Point(0, 0.5), Point(0.62, -0.6), Point(-0.62, -0.6)]), .white)
        return drawing
    }

    static var priority: Drawing {
        var drawing = Drawing()
        for (size, pigment) in [(0.97, Pigment.black), (0.93, .white), (0.66, .black), (0.61, .yellow)] {
            drawing.fill(.polygon([Point(0, -size), Point(size, 0), Point(0, size), Point(-size, 0)]), pigment)
        }
        return drawing
    }

    static var octagon: Drawing {
        func corners(_ size: Double) -> [Point] {
            let (long, short) = (size, size * 0.4142135623730951)
            return [
                Point(-short, -long), Point(short, -long), Point(long, -short), Point(long, short), Point(short, long),
                Point(-short, long), Point(-long, short), Point(-long, -short),
            ]
        }
        var drawing = Drawing()
        drawing.fill(.polygon(corners(0.97)), .white)
        drawing.fill(.polygon(corners(0.91)), .red)
        return drawing
    }
}
