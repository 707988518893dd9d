/// A sign as a grid of pigments, so that its shapes are looked at once and not for every picture.
struct SignMap: Sendable {
    /// The places along each side; a sign in a picture has a third of that.
    static let side = 128
    /// How far the grid reaches; the sign itself ends at 1.
    static let reach = 1.02

    let pigments: [UInt8]

    init(_ drawing: Drawing) {
        var pigments: [UInt8] = []
        pigments.reserveCapacity(Self.side * Self.side)
        for row in 0..<Self.side {
            for column in 0..<Self.side {
                pigments.append(drawing.pigment(at: Point(Self.position(column), Self.position(row))).rawValue)
            }
        }
        self.pigments = pigments
    }

    private static func position(_ index: Int) -> Double {
        ((Double(index) + 0.5) * 2 / Double(side) - 1) * reach
    }
}
