/// A grid of dots, eight in each character of a terminal: two columns of four.
struct BrailleCanvas {
    let columns: Int
    let rows: Int
    private var dots: [UInt8]
    /// The curve that was drawn last in each character.
    private var owners: [Int?]

    var width: Int { columns * 2 }
    var height: Int { rows * 4 }

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        dots = Array(repeating: 0, count: columns * rows)
        owners = Array(repeating: nil, count: columns * rows)
    }

    /// Sets a dot; `x` counts from the left, `y` from the top.
    mutating func set(_ x: Int, _ y: Int, owner: Int) {
        guard (0..<width).contains(x), (0..<height).contains(y) else { return }
        let cell = y / 4 * columns + x / 2
        // The order of the bits is that of Braille's dots, whose last row was added later.
        let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
        dots[cell] |= bits[y % 4][x % 2]
        owners[cell] = owner
    }

    /// Draws a straight line, as Bresenham did.
    mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), owner: Int) {
        var (x, y) = start
        let (across, down) = (abs(end.x - x), -abs(end.y - y))
        let (right, below) = (x < end.x ? 1 : -1, y < end.y ? 1 : -1)
        var error = across + down
        while true {
            set(x, y, owner: owner)
            if (x, y) == end { return }
            let twice = 2 * error
            if twice >= down {
                error += down
                x += right
            }
            if twice <= across {
                error += across
                y += below
            }
        }
    }

    /// The character at a place and the curve it belongs to; `nil` where nothing was drawn.
    func cell(row: Int, column: Int) -> (character: Character, owner: Int)? {
        let index = row * columns + column
        guard dots[index] != 0, let owner = owners[index], let scalar = Unicode.Scalar(0x2800 + UInt32(dots[index]))
        else { return nil }
        return (Character(scalar), owner)
    }
}
