/// The layout of MXNet's RecordIO, as dmlc-core's `recordio.cc` writes it.
///
/// Every part of a record starts with the magic number and a word that holds a flag in its upper three bits and a length
/// in the others, all little-endian; the payload is padded with zeros to a multiple of four bytes. A payload that
/// itself contains the magic number at a multiple of four is split there, and the number is left out: a reader that
/// is lost can look for the magic number and will find the start of a part.
enum RecordFormat {
    static let magic: UInt32 = 0xCED7_230A
    static let headSize = 8
    static let longestPayload = (1 << 29) - 1

    /// Which part of a record a head introduces.
    enum Part: UInt32 {
        case whole = 0
        case first = 1
        case middle = 2
        case last = 3
    }

    static func head(_ part: Part, length: Int) -> UInt64 {
        UInt64(magic) | UInt64(part.rawValue << 29 | UInt32(length)) << 32
    }

    /// The length with its padding.
    static func padded(_ length: Int) -> Int { (length + 3) & ~3 }
}
