internal import ContentHash
internal import FileSystem
internal import Glibc

/// Remembers the digests of files that did not change since they were read.
///
/// A file is taken as unchanged where device, inode, size, modification and change time are what they were, unless the
/// times are so recent that a later write could have left them the same. Nothing can set a change time back.
struct DigestMemory: Sendable {
    let folder: String

    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private func path(of root: String) -> String {
        let name = SHA256.digest(of: root).hex
        return "\(folder)/\(name.prefix(2))/\(name.dropFirst(2).prefix(30))"
    }

    /// Returns what is remembered; a memory that cannot be read is none.
    func record(of root: String) -> DigestRecord? {
        guard let bytes = try? Files.read(path(of: root)) else { return nil }
        return DigestRecord(bytes: bytes)
    }

    /// Remembers; a memory that cannot be written costs time later and nothing else.
    func remember(_ record: DigestRecord, of root: String) {
        let path = path(of: root)
        try? Folders.create(Files.folder(of: path))
        try? Files.write(record.bytes, to: path)
    }

    func forget(_ root: String) { try? Files.remove(path(of: root)) }
}
