import Glibc
import TrainingJob

/// Tells for each pixel of a changed image where in the original it comes from, in 1/65536 of a pixel.
struct AffineMap {
    /// The source of the pixel at column 0 of row 0.
    private(set) var origin: SIMD2<Int> = [0, 0]
    /// The way in the source from a column to the next.
    private(set) var alongRow: SIMD2<Int> = [1 << 16, 0]
    /// The way in the source from a row to the next.
    private(set) var alongColumn: SIMD2<Int> = [0, 1 << 16]

    init(_ augmentation: Augmentation, side: Int, random: inout RandomSource) {
        let angle = random.around(augmentation.rotation) * .pi / 180
        let scale = SIMD2(1 + random.around(augmentation.scale), 1 + random.around(augmentation.scale))
        let slant = SIMD2(
            tan(random.around(augmentation.shear) * .pi / 180), tan(random.around(augmentation.shear) * .pi / 180))
        let shift =
            SIMD2(random.around(augmentation.translation), random.around(augmentation.translation)) * Double(side)

        let rotation = (x: SIMD2(cos(angle), sin(angle)), y: SIMD2(-sin(angle), cos(angle)))
        let row = (rotation.x + rotation.y * slant.y) / scale
        let column = (rotation.y + rotation.x * slant.x) / scale
        let middle = SIMD2(repeating: Double(side - 1) / 2)
        let start = middle + shift - (row + column) * middle.x
        origin = Self.fixed(start)
        alongRow = Self.fixed(row)
        alongColumn = Self.fixed(column)
    }

    /// Takes each pixel from the other side of its row in the original.
    mutating func mirror(side: Int) {
        origin.x = ((side - 1) << 16) - origin.x
        alongRow.x = -alongRow.x
        alongColumn.x = -alongColumn.x
    }

    private static func fixed(_ vector: SIMD2<Double>) -> SIMD2<Int> {
        let scaled = (vector * 65536).rounded(.toNearestOrAwayFromZero)
        return SIMD2(Int(scaled.x), Int(scaled.y))
    }
}
