/// The identity of a run: sorted by time, and short enough to type.
public struct RunID: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let text: String

    /// Takes an identity as it is written.
    public init(_ text: String) { self.text = text }

    /// Makes an identity for a run that starts now.
    /// - Parameters:
    ///   - milliseconds: The time since 1970.
    ///   - random: Tells runs of the same millisecond apart.
    public init(milliseconds: Int64, random: UInt32) {
        // Crockford's alphabet: no letter looks like a digit, and the order of texts is that of numbers.
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        var letters: [Character] = []
        var rest = UInt64(bitPattern: milliseconds) << 15 | UInt64(random & 0x7fff)
        for _ in 0..<12 {
            letters.append(alphabet[Int(rest & 31)])
            rest >>= 5
        }
        text = String(letters.reversed())
    }

    public var description: String { text }

    public static func < (lhs: RunID, rhs: RunID) -> Bool { lhs.text < rhs.text }
}
