import Imaging

/// An image of 9 x 7 pixels: red rises with the column, green with the row, blue with both.
let gradient: Image = {
    var pixels: [UInt8] = []
    for y in 0..<7 {
        for x in 0..<9 { pixels += [UInt8(x * 28), UInt8(y * 40), UInt8((x + y) * 16)] }
    }
    return Image(width: 9, height: 7, pixels: pixels)
}()

extension Image {
    /// The samples of a row.
    func row(_ y: Int) -> [UInt8] { Array(pixels[y * width * 3..<(y + 1) * width * 3]) }
}

/// The largest difference between two lists of samples of the same length.
func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
    precondition(first.count == second.count)
    return zip(first, second).map { abs(Int($0) - Int($1)) }.max() ?? 0
}
