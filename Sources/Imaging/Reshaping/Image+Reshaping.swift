internal import CCodecs

extension Image {
    /// Cuts a rectangle out; what lies outside the image is left off.
    ///
    /// - Returns: nil when the rectangle and the image have no pixel in common.
    public func cropped(to rectangle: PixelRectangle) -> Image? {
        let left = min(max(0, rectangle.x), width)
        let top = min(max(0, rectangle.y), height)
        let columns = Self.overlap(of: rectangle.x, rectangle.width, with: width)
        let rows = Self.overlap(of: rectangle.y, rectangle.height, with: height)
        guard columns > 0, rows > 0 else { return nil }
        if columns == width && rows == height { return self }
        let rowSize = columns * 3
        let cut = [UInt8](unsafeUninitializedCapacity: rowSize * rows) { target, count in
            pixels.withUnsafeBytes { source in
                let target = UnsafeMutableRawBufferPointer(target)
                for row in 0..<rows {
                    let from = ((top + row) * width + left) * 3
                    UnsafeMutableRawBufferPointer(rebasing: target[row * rowSize..<(row + 1) * rowSize])
                        .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[from..<from + rowSize]))
                }
            }
            count = rowSize * rows
        }
        return Image(width: columns, height: rows, pixels: cut)
    }

    /// Scales the image to a size: bilinear when enlarging, averaging over the covered area when shrinking.
    ///
    /// The arithmetic is in whole numbers, so every machine makes the same bytes.
    ///
    /// - Precondition: both sides are positive, and the result has at most `maximumPixelCount` pixels.
    public func resized(width newWidth: Int, height newHeight: Int) -> Image {
        precondition(newWidth > 0 && newHeight > 0, "an image has at least one pixel, not \(newWidth) x \(newHeight)")
        let (count, overflow) = newWidth.multipliedReportingOverflow(by: newHeight)
        precondition(
            !overflow && count <= Image.maximumPixelCount, "\(newWidth) x \(newHeight) is more than images may have")
        if newWidth == width && newHeight == height { return self }
        let scaled = [UInt8](unsafeUninitializedCapacity: count * 3) { target, made in
            let status = pixels.withUnsafeBufferPointer { source in
                codecs_resize(
                    source.baseAddress, Int32(width), Int32(height), width * 3, target.baseAddress, Int32(newWidth),
                    Int32(newHeight))
            }
            precondition(status == CODECS_OK, "there is memory for the weights of a resize")
            made = count * 3
        }
        return Image(width: newWidth, height: newHeight, pixels: scaled)
    }

    /// The length that an interval has in common with `0..<limit`.
    private static func overlap(of start: Int, _ length: Int, with limit: Int) -> Int {
        guard length > 0, start < limit else { return 0 }
        let (end, overflow) = start.addingReportingOverflow(length)
        return (overflow ? limit : min(end, limit)) - max(0, start)
    }
}
