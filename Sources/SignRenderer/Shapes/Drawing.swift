/// The colours that a sign is painted with; what each looks like differs from sign to sign.
enum Pigment: UInt8, CaseIterable, Sendable {
    case none, red, blue, yellow, white, black, grey, green
}

/// Shapes painted one over the other.
struct Drawing: Sendable {
    private(set) var layers: [(shape: Shape, pigment: Pigment)] = []

    mutating func fill(_ shape: Shape, _ pigment: Pigment) {
        layers.append((shape, pigment))
    }

    mutating func line(_ points: [Point], _ width: Double, _ pigment: Pigment = .black) {
        fill(.stroke(points, width: width), pigment)
    }

    /// A polygon whose corners are rounded.
    mutating func fillRounded(_ corners: [Point], _ radius: Double, _ pigment: Pigment) {
        fill(.polygon(corners), pigment)
        line(corners + corners.prefix(1), 2 * radius, pigment)
    }

    /// A line that ends in an arrow's head, which points on from the last stretch.
    mutating func arrow(_ points: [Point], _ width: Double, head: Double, _ pigment: Pigment = .black) {
        line(points, width, pigment)
        let end = points[points.count - 1]
        let before = points[points.count - 2]
        let length = ((end.x - before.x) * (end.x - before.x) + (end.y - before.y) * (end.y - before.y)).squareRoot()
        let (x, y) = ((end.x - before.x) / length * head, (end.y - before.y) / length * head)
        fill(
            .polygon([
                Point(end.x + x, end.y + y), Point(end.x - y - x * 0.2, end.y + x - y * 0.2),
                Point(end.x + y - x * 0.2, end.y - x - y * 0.2),
            ]), pigment)
    }

    /// Adds another drawing, scaled and moved; a negative `scaleX` mirrors it.
    mutating func add(
        _ other: Drawing, _ x: Double = 0, _ y: Double = 0, scaleX: Double = 1, scaleY: Double = 1,
        painting pigment: Pigment? = nil
    ) {
        for layer in other.layers {
            let shape = layer.shape.placed(x, y, scaleX: scaleX, scaleY: scaleY)
            fill(shape, layer.pigment == .white ? .white : pigment ?? layer.pigment)
        }
    }

    var mirrored: Drawing {
        var result = Drawing()
        result.add(self, scaleX: -1)
        return result
    }

    /// The pigment on top at a place.
    func pigment(at point: Point) -> Pigment {
        layers.last { $0.shape.contains(point) }?.pigment ?? .none
    }
}
