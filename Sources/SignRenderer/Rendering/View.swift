/// How the camera sees the sign: from which side, turned how, and how large.
struct View: Sendable {
    /// The tangent of half the angle that the sign is turned by.
    var turn: Double
    /// How strongly the far side is smaller, to the right and downwards.
    var tiltX: Double
    var tiltY: Double
    /// How much narrower than high the sign seems.
    var squeeze: Double

    init(_ random: inout SplitMix64) {
        turn = random.number(-0.07, 0.07)
        tiltX = random.number(-0.13, 0.13)
        tiltY = random.number(-0.08, 0.08)
        squeeze = random.number(0.86, 1.04)
    }

    /// The same view a moment later.
    func wandered(_ random: inout SplitMix64) -> View {
        var view = self
        view.turn += random.number(-0.02, 0.02)
        view.tiltX += random.number(-0.03, 0.03)
        view.tiltY += random.number(-0.02, 0.02)
        view.squeeze += random.number(-0.02, 0.02)
        return view
    }

    /// The place on the sign that is seen at a place of the picture, both measured in radii of the sign.
    func signPoint(at point: Point) -> Point {
        // A rotation by the half-angle formulas needs no sine.
        let scale = 1 / (1 + turn * turn)
        let (cosine, sine) = ((1 - turn * turn) * scale, 2 * turn * scale)
        let depth = 1 + tiltX * point.x + tiltY * point.y
        return Point(
            (cosine * point.x + sine * point.y) / (depth * squeeze), (cosine * point.y - sine * point.x) / depth)
    }
}
