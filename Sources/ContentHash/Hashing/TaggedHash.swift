/// A digest over a list of tagged parts, of which no two different lists share an encoding.
///
/// Each part is written as its tag and its content, both preceded by their length in bytes as eight bytes,
/// most significant first.
public struct TaggedHash: ~Copyable {
    private var hash = SHA256()

    /// Starts a hash; the domain keeps digests of different purposes apart.
    public init(domain: String) {
        write(domain)
    }

    /// Adds one part.
    public mutating func add(_ tag: String, _ content: String) {
        write(tag)
        write(content)
    }

    /// Returns the digest of the list.
    public consuming func finish() -> Digest { hash.finish() }

    private mutating func write(_ text: String) {
        withUnsafeBytes(of: UInt64(text.utf8.count).bigEndian) { hash.update($0) }
        hash.update(text)
    }
}
