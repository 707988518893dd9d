/// What is behind a sign: patches of colour, bars like walls and roofs, and often the sign's post.
struct Scene: Sendable {
    private static let side = 8

    private struct Bar: Sendable {
        let shape: Shape
        let colour: Colour
    }

    private let lattice: [Colour]
    private let bars: [Bar]

    init(_ random: inout SplitMix64) {
        let bases = [
            Colour(150, 178, 206), Colour(70, 96, 58), Colour(128, 118, 106), Colour(168, 158, 148), Colour(88, 84, 86),
            Colour(176, 110, 78),
        ]
        let above = bases[random.index(below: bases.count)]
        let below = bases[random.index(below: bases.count)]
        let roughness = random.number(6, 52)
        lattice = (0..<Self.side * Self.side).map { place in
            let base = above.mixed(with: below, Double(place / Self.side) / Double(Self.side - 1))
            let light = random.number(-roughness, roughness)
            return Colour(
                base.red + light + random.number(-9, 9), base.green + light + random.number(-9, 9),
                base.blue + light + random.number(-9, 9))
        }
        var bars: [Bar] = []
        for _ in 0..<random.index(below: 4) {
            let colour = bases[random.index(below: bases.count)].mixed(with: Colour(30, 30, 30), random.number(0, 0.6))
            let (x, y) = (random.number(-1.6, 1.6), random.number(-1.6, 1.6))
            let (width, height) = (random.number(0.15, 1.4), random.number(0.15, 1.4))
            bars.append(Bar(shape: .rectangle(x, y, width, height), colour: colour))
        }
        if random.chance(0.7) {
            let grey = random.number(90, 190)
            let width = random.number(0.1, 0.22)
            bars.append(
                Bar(shape: .rectangle(-width / 2, 0, width, 3), colour: Colour(grey, grey, grey + 4)))
        }
        self.bars = bars
    }

    /// The colour at a place around the sign; the scene reaches from -2 to 2.
    func colour(at point: Point) -> Colour {
        if let bar = bars.last(where: { $0.shape.contains(point) }) { return bar.colour }
        let limit = Double(Self.side - 1)
        let x = min(max(0, (point.x + 2) / 4 * limit), limit - 0.001)
        let y = min(max(0, (point.y + 2) / 4 * limit), limit - 0.001)
        let (column, row) = (Int(x), Int(y))
        let (right, down) = (x - Double(column), y - Double(row))
        let corner = row * Self.side + column
        let top = lattice[corner].mixed(with: lattice[corner + 1], right)
        let bottom = lattice[corner + Self.side].mixed(with: lattice[corner + Self.side + 1], right)
        return top.mixed(with: bottom, down)
    }
}
