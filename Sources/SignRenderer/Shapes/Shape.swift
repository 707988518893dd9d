/// A shape that can be filled.
struct Shape: Sendable {
    private enum Kind: Sendable {
        case ellipse(radius: Point)
        case polygon([Point])
        case stroke([Point], width: Double)
    }

    private let kind: Kind
    private let centre: Point
    /// The box around the shape, which most points are outside of.
    private let low: Point
    private let high: Point

    static func disc(_ x: Double, _ y: Double, _ radius: Double) -> Shape {
        ellipse(x, y, radius, radius)
    }

    static func ellipse(_ x: Double, _ y: Double, _ across: Double, _ down: Double) -> Shape {
        Shape(
            kind: .ellipse(radius: Point(across, down)), centre: Point(x, y), low: Point(x - across, y - down),
            high: Point(x + across, y + down))
    }

    static func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Shape {
        polygon([Point(x, y), Point(x + width, y), Point(x + width, y + height), Point(x, y + height)])
    }

    static func polygon(_ points: [Point]) -> Shape {
        Shape(kind: .polygon(points), around: points, margin: 0)
    }

    /// A line through points with round ends and corners.
    static func stroke(_ points: [Point], width: Double) -> Shape {
        Shape(kind: .stroke(points, width: width), around: points, margin: width / 2)
    }

    private init(kind: Kind, centre: Point, low: Point, high: Point) {
        self.kind = kind
        self.centre = centre
        self.low = low
        self.high = high
    }

    private init(kind: Kind, around points: [Point], margin: Double) {
        let xs = points.map(\.x)
        let ys = points.map(\.y)
        self.init(
            kind: kind, centre: Point(0, 0), low: Point((xs.min() ?? 0) - margin, (ys.min() ?? 0) - margin),
            high: Point((xs.max() ?? 0) + margin, (ys.max() ?? 0) + margin))
    }

    func contains(_ point: Point) -> Bool {
        guard point.x >= low.x, point.x <= high.x, point.y >= low.y, point.y <= high.y else { return false }
        switch kind {
        case .ellipse(let radius):
            let x = (point.x - centre.x) / radius.x
            let y = (point.y - centre.y) / radius.y
            return x * x + y * y <= 1
        case .polygon(let corners):
            return Self.isInside(corners, point)
        case .stroke(let points, let width):
            let reach = width * width / 4
            return zip(points, points.dropFirst()).contains { Self.squaredDistance(point, $0, $1) <= reach }
        }
    }

    /// Counts how often a ray to the right crosses the outline.
    private static func isInside(_ corners: [Point], _ point: Point) -> Bool {
        var inside = false
        var before = corners[corners.count - 1]
        for corner in corners {
            if (corner.y > point.y) != (before.y > point.y) {
                let crossing = before.x + (corner.x - before.x) * (point.y - before.y) / (corner.y - before.y)
                if point.x < crossing { inside.toggle() }
            }
            before = corner
        }
        return inside
    }

    private static func squaredDistance(_ point: Point, _ start: Point, _ end: Point) -> Double {
        let along = Point(end.x - start.x, end.y - start.y)
        let from = Point(point.x - start.x, point.y - start.y)
        let length = along.x * along.x + along.y * along.y
        let share = length > 0 ? min(1, max(0, (from.x * along.x + from.y * along.y) / length)) : 0
        let gap = Point(from.x - share * along.x, from.y - share * along.y)
        return gap.x * gap.x + gap.y * gap.y
    }

    /// The shape scaled about the origin, then moved; a negative `scaleX` mirrors it.
    func placed(_ x: Double, _ y: Double, scaleX: Double, scaleY: Double) -> Shape {
        func move(_ point: Point) -> Point { Point(x + point.x * scaleX, y + point.y * scaleY) }
        switch kind {
        case .ellipse(let radius):
            let middle = move(centre)
            return .ellipse(middle.x, middle.y, radius.x * abs(scaleX), radius.y * abs(scaleY))
        case .polygon(let corners):
            return .polygon(corners.map(move))
        case .stroke(let points, let width):
            return .stroke(points.map(move), width: width * min(abs(scaleX), abs(scaleY)))
        }
    }
}
