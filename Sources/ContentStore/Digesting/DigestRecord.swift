internal import ContentHash
internal import Glibc

/// What is remembered of one file or folder: the listing, and the digest of each file in it.
struct DigestRecord {
    /// The whole record, ended by a digest of what is before, so that half a record is none.
    let bytes: [UInt8]
    /// When the looking began, in nanoseconds since 1970.
    let time: Int64
    /// The digest of the whole.
    let digest: Digest
    private let listing: Range<Int>

    private static let mark = Array("pipeline memory 2\n".utf8)
    /// The mark, the time, the digest, and the length of the listing.
    private static let headerSize = mark.count + 8 + Digest.byteCount + 8

    init(time: Int64, digest: Digest, listing: Listing, digests: [Digest]) {
        var bytes = Self.mark
        bytes.reserveCapacity(Self.headerSize + listing.bytes.count + (digests.count + 1) * Digest.byteCount)
        withUnsafeBytes(of: time.littleEndian) { bytes += $0 }
        bytes += digest.bytes
        withUnsafeBytes(of: Int64(listing.bytes.count).littleEndian) { bytes += $0 }
        bytes += listing.bytes
        for digest in digests { bytes += digest.bytes }
        bytes += SHA256.digest(of: bytes).bytes
        self.bytes = bytes
        self.time = time
        self.digest = digest
        self.listing = Self.headerSize..<Self.headerSize + listing.bytes.count
    }

    init?(bytes: [UInt8]) {
        let end = bytes.count - Digest.byteCount
        guard end >= Self.headerSize, bytes.starts(with: Self.mark),
            SHA256.digest(of: bytes[..<end]) == Digest(bytes: bytes[end...]),
            let digest = Digest(bytes: bytes[Self.mark.count + 8..<Self.headerSize - 8])
        else { return nil }
        // The digest has vouched for the bytes, so they are what this type wrote.
        func number(at position: Int) -> Int64 {
            bytes.withUnsafeBytes { Int64(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Int64.self)) }
        }
        self.bytes = bytes
        self.digest = digest
        time = number(at: Self.mark.count)
        listing = Self.headerSize..<Self.headerSize + Int(number(at: Self.headerSize - 8))
    }

    /// Whether everything is as it was, and was at rest long enough for that to be certain.
    func matches(_ other: Listing) -> Bool {
        guard other.settled < time, other.bytes.count == listing.count else { return false }
        return bytes.withUnsafeBytes { mine in
            other.bytes.withUnsafeBytes { theirs in
                guard let mine = mine.baseAddress, let theirs = theirs.baseAddress else { return true }
                return memcmp(mine + listing.lowerBound, theirs, listing.count) == 0
            }
        }
    }

    /// The digests of the files that can be told again.
    var known: [Stamp: Digest] {
        guard let entries = Listing(bytes: Array(bytes[listing])).entries else { return [:] }
        var known: [Stamp: Digest] = [:]
        var position = listing.upperBound
        for case let (stamp?, kind) in entries.lazy.map({ ($0.stamp, $0.kind) }) {
            defer { position += Digest.byteCount }
            guard kind != .link, stamp.settled < time else { continue }
            known[stamp] = Digest(bytes: bytes[position..<position + Digest.byteCount])
        }
        return known
    }
}
