/// Points along curves, without functions whose last bit differs between systems.
enum Curve {
    /// The cosines of the multiples of 22.5 degrees from 0 to 90.
    private static let cosines = [1, 0.9238795325112867, 0.7071067811865476, 0.3826834323650898, 0]

    /// The point on the unit circle after a number of sixteenths of a turn, clockwise from the right.
    static func onCircle(_ sixteenths: Int) -> Point {
        func cosine(_ step: Int) -> Double {
            let turn = ((step % 16) + 16) % 16
            return switch turn {
            case 0...4: cosines[turn]
            case 5...8: -cosines[8 - turn]
            case 9...12: -cosines[turn - 8]
            default: cosines[16 - turn]
            }
        }
        return Point(cosine(sixteenths), cosine(sixteenths - 4))
    }

    /// Points on an arc, between two directions in sixteenths of a turn.
    static func arc(
        _ x: Double, _ y: Double, _ across: Double, _ down: Double, _ from: Int = 0, _ to: Int = 16
    ) -> [Point] {
        stride(from: from, through: to, by: from <= to ? 1 : -1).map { step in
            let direction = onCircle(step)
            return Point(x + across * direction.x, y + down * direction.y)
        }
    }
}
