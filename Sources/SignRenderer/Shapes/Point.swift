/// A place on a sign: the sign spans -1 to 1 both ways, x to the right and y downwards.
struct Point: Sendable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}
