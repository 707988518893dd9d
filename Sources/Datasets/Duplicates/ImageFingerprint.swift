public import ContentHash
internal import FileSystem
public import Imaging

/// What tells an image from others: its pixels exactly, and roughly.
public struct ImageFingerprint: Hashable, Sendable {
    /// The digest of size and pixels.
    ///
    /// Files with the same pixels are the same image, whatever format, compression or comments they were saved with.
    public let pixels: Digest
    /// The perceptual hash; `nil` where the image is too flat to have one.
    public let look: Look?

    /// A perceptual hash, coarse and fine.
    public struct Look: Hashable, Sendable {
        /// 8 x 8 bits, by which candidates are found.
        public let coarse: UInt64
        /// 16 x 16 bits, which tell small signs apart that have the same outline.
        public let fine: [UInt64]

        /// In how many of the 256 fine bits two images differ.
        public func distance(to other: Look) -> Int {
            zip(fine, other.fine).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
        }
    }

    /// Looks at an image.
    public init(_ image: Image) {
        pixels = Self.digest(of: image)
        look = Self.differences(in: image, side: 8).flatMap { coarse in
            Self.differences(in: image, side: 16).map { Look(coarse: coarse[0], fine: $0) }
        }
    }

    /// The digest of the pixels that the bytes of a file stand for; of the bytes where they are no image.
    public static func pixels(of bytes: [UInt8]) -> Digest {
        do throws(ImageError) { return digest(of: try Image(decoding: bytes)) } catch {
            return SHA256.digest(of: bytes)
        }
    }

    private static func digest(of image: Image) -> Digest {
        var hash = SHA256()
        hash.update("\(image.width) x \(image.height)\n")
        image.pixels.withUnsafeBytes { hash.update($0) }
        return hash.finish()
    }

    /// The difference hash (dHash) of Neal Krawetz: a bit for each two neighbours, set where the left one is brighter.
    ///
    /// It stays nearly the same where an image is scaled, recompressed, or made brighter.
    /// - Parameters:
    ///   - image: The image.
    ///   - side: The image becomes so many rows, of one column more.
    /// - Returns: The bits in words of 64; `nil` where nothing is to be seen and noise alone would decide.
    private static func differences(in image: Image, side: Int) -> [UInt64]? {
        let small = image.resized(width: side + 1, height: side)
        var words: [UInt64] = []
        var bits: UInt64 = 0
        var least = Int.max, most = 0
        for row in 0..<side {
            var left = 0
            for column in 0...side {
                let at = (row * (side + 1) + column) * 3
                // The weights of ITU-R BT.601, in thousandths.
                let grey =
                    299 * Int(small.pixels[at]) + 587 * Int(small.pixels[at + 1]) + 114 * Int(small.pixels[at + 2])
                least = min(least, grey)
                most = max(most, grey)
                if column > 0 { bits = bits << 1 | (left > grey ? 1 : 0) }
                left = grey
            }
            if (row + 1) * side % 64 == 0 {
                words.append(bits)
                bits = 0
            }
        }
        return most - least < 8000 ? nil : words
    }
}
