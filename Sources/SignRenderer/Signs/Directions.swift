/// Pictograms of courses and arrows.
enum Directions {
    static var bend: Drawing {
        var drawing = Drawing()
        drawing.arrow(
            [Point(0.2, 0.58), Point(0.2, 0.3), Point(0.12, 0.14), Point(-0.04, 0.06), Point(-0.12, 0.06)], 0.14,
            head: 0.24)
        return drawing
    }

    static var doubleBend: Drawing {
        var drawing = Drawing()
        drawing.line(
            [
                Point(0.14, 0.58), Point(0.14, 0.42), Point(-0.16, 0.26), Point(-0.16, 0.1), Point(0.12, -0.04),
                Point(0.12, -0.24),
            ], 0.14)
        return drawing
    }

    static var narrowing: Drawing {
        var drawing = Drawing()
        drawing.line([Point(-0.16, 0.58), Point(-0.16, -0.2)], 0.12)
        drawing.line([Point(0.34, 0.58), Point(0.34, 0.38), Point(0.1, 0.1), Point(0.1, -0.2)], 0.12)
        return drawing
    }

    static var crossing: Drawing {
        var drawing = Drawing()
        drawing.arrow([Point(0, 0.56), Point(0, -0.08)], 0.16, head: 0.24)
        drawing.line([Point(-0.3, 0.26), Point(0.3, 0.26)], 0.1)
        return drawing
    }

    static var ahead: Drawing {
        var drawing = Drawing()
        drawing.arrow([Point(0, 0.66), Point(0, -0.3)], 0.22, head: 0.4, .white)
        return drawing
    }

    static var turnRight: Drawing {
        var drawing = Drawing()
        drawing.arrow(
            [Point(-0.32, 0.6), Point(-0.32, 0.06), Point(-0.22, -0.1), Point(-0.06, -0.16), Point(0.26, -0.16)], 0.22,
            head: 0.4, .white)
        return drawing
    }

    static var aheadOrRight: Drawing {
        var drawing = Drawing()
        drawing.arrow([Point(-0.22, 0.66), Point(-0.22, -0.36)], 0.2, head: 0.34, .white)
        drawing.arrow(
            [Point(-0.22, 0.5), Point(-0.16, 0.3), Point(0, 0.18), Point(0.32, 0.18)], 0.2, head: 0.34, .white)
        return drawing
    }

    static var keepRight: Drawing {
        var drawing = Drawing()
        drawing.arrow([Point(-0.44, -0.44), Point(0.26, 0.26)], 0.24, head: 0.42, .white)
        return drawing
    }

    static var roundabout: Drawing {
        var drawing = Drawing()
        let starts = [0, 5, 11]
        for start in starts {
            let arc = Curve.arc(0, 0, 0.46, 0.46, -start, -start - 3)
            drawing.arrow(arc, 0.17, head: 0.24, .white)
        }
        return drawing
    }
}
