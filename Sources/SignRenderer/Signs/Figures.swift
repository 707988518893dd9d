/// Pictograms of people, animals and things on warning signs.
enum Figures {
    /// Somebody who walks to the left.
    static var walker: Drawing {
        var drawing = Drawing()
        drawing.fill(.disc(0, -0.4, 0.1), .black)
        drawing.line([Point(0, -0.24), Point(0, 0.06)], 0.16)
        drawing.line([Point(0, 0.06), Point(-0.2, 0.44)], 0.1)
        drawing.line([Point(0, 0.06), Point(0.12, 0.24), Point(0.22, 0.42)], 0.1)
        drawing.line([Point(0, -0.22), Point(-0.2, -0.02)], 0.08)
        drawing.line([Point(0, -0.22), Point(0.18, 0)], 0.08)
        return drawing
    }

    /// Somebody who digs in a heap.
    static var digger: Drawing {
        var drawing = Drawing()
        drawing.fill(.disc(0.02, -0.28, 0.1), .black)
        drawing.line([Point(0.1, -0.14), Point(0.24, 0.14)], 0.18)
        drawing.line([Point(0.24, 0.14), Point(0.1, 0.32), Point(0.12, 0.56)], 0.1)
        drawing.line([Point(0.24, 0.14), Point(0.38, 0.34), Point(0.42, 0.56)], 0.1)
        drawing.line([Point(0.1, -0.08), Point(-0.06, 0.14)], 0.08)
        drawing.line([Point(0.16, 0.06), Point(-0.2, 0.3)], 0.05)
        drawing.fill(.polygon([Point(-0.54, 0.6), Point(-0.3, 0.24), Point(-0.04, 0.6)]), .black)
        return drawing
    }

    static var deer: Drawing {
        var drawing = Drawing()
        drawing.line([Point(-0.12, 0.06), Point(0.26, 0.2)], 0.2)
        drawing.line([Point(-0.16, 0.04), Point(-0.28, -0.16)], 0.12)
        drawing.line([Point(-0.28, -0.16), Point(-0.42, -0.1)], 0.1)
        drawing.line([Point(-0.26, -0.2), Point(-0.16, -0.36), Point(-0.02, -0.4)], 0.05)
        drawing.line([Point(-0.16, -0.36), Point(-0.2, -0.48)], 0.05)
        drawing.line([Point(-0.16, 0.14), Point(-0.38, 0.22), Point(-0.46, 0.34)], 0.07)
        drawing.line([Point(-0.1, 0.14), Point(-0.26, 0.38)], 0.07)
        drawing.line([Point(0.28, 0.24), Point(0.36, 0.4), Point(0.5, 0.56)], 0.08)
        drawing.line([Point(0.22, 0.26), Point(0.22, 0.42), Point(0.34, 0.6)], 0.08)
        return drawing
    }

    static var snowflake: Drawing {
        var drawing = Drawing()
        let arms = [
            Point(0, 1), Point(0.866, 0.5), Point(0.866, -0.5), Point(0, -1), Point(-0.866, -0.5), Point(-0.866, 0.5),
        ]
        for (place, arm) in arms.enumerated() {
            drawing.line([Point(0, 0), Point(0.4 * arm.x, 0.4 * arm.y)], 0.07)
            for neighbour in [arms[(place + 1) % 6], arms[(place + 5) % 6]] {
                let twig = Point(0.22 * arm.x + 0.14 * neighbour.x, 0.22 * arm.y + 0.14 * neighbour.y)
                drawing.line([Point(0.22 * arm.x, 0.22 * arm.y), twig], 0.06)
            }
        }
        return drawing
    }

    static var exclamation: Drawing {
        var drawing = Drawing()
        drawing.fillRounded(
            [Point(-0.06, -0.34), Point(0.06, -0.34), Point(0.03, 0.2), Point(-0.03, 0.2)], 0.05, .black)
        drawing.fill(.disc(0, 0.44, 0.1), .black)
        return drawing
    }

    static var trafficLight: Drawing {
        var drawing = Drawing()
        drawing.fillRounded([Point(-0.1, -0.26), Point(0.1, -0.26), Point(0.1, 0.48), Point(-0.1, 0.48)], 0.08, .black)
        for (y, pigment) in [(-0.2, Pigment.red), (0.11, .yellow), (0.42, .green)] {
            drawing.fill(.disc(0, y, 0.13), pigment)
        }
        return drawing
    }

    static var bumps: Drawing {
        var drawing = Drawing()
        for x in [-0.26, 0.26] { drawing.fill(.ellipse(x, 0.44, 0.23, 0.28), .black) }
        drawing.fill(.rectangle(-0.58, 0.48, 1.16, 0.17), .white)
        drawing.fill(.rectangle(-0.56, 0.42, 1.12, 0.1), .black)
        return drawing
    }
}
