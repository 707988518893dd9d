/// A square that is painted in the image's mean colour; its middle is anywhere in the image.
struct CutOut {
    private let columns: Range<Int>
    private let rows: Range<Int>

    /// Draws a square whose side is at most a part of the image's.
    init(part: Double, side: Int, random: inout RandomSource) {
        let size = Int((random.upTo(part) * Double(side)).rounded())
        func range() -> Range<Int> {
            let start = random.index(below: side) - size / 2
            return max(0, start)..<max(0, min(side, start + size))
        }
        columns = range()
        rows = range()
    }

    func apply(to image: UnsafeMutableBufferPointer<UInt8>, side: Int) {
        guard !columns.isEmpty, !rows.isEmpty else { return }
        var sums = SIMD3<Int>()
        for start in stride(from: 0, to: image.count, by: 3) {
            sums &+= SIMD3(Int(image[start]), Int(image[start + 1]), Int(image[start + 2]))
        }
        for row in rows {
            for column in columns {
                for channel in 0..<3 {
                    image[(row * side + column) * 3 + channel] = UInt8(sums[channel] / (side * side))
                }
            }
        }
    }
}
