internal import ContentHash
internal import FileSystem
internal import Glibc

/// Reads files for their digests, with one piece of memory for all of them.
struct ContentReader: ~Copyable {
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 64)

    deinit { buffer.deallocate() }

    /// Returns the digest of a file's content, or of a link's target.
    /// - Throws: Where the file is not what it was when it was looked at.
    mutating func digest(_ root: String, _ entry: WalkEntry) throws(ContentError) -> Digest {
        let path = entry.path.isEmpty ? root : "\(root)/\(entry.path)"
        do throws(SystemError) {
            if entry.kind == .link { return SHA256.digest(of: try Files.target(ofLink: path)) }
            let digest = try read(path)
            if Stamp(try FileStatus(of: path)) == entry.stamp { return digest }
        } catch {
            throw error.isMissing ? .changing(path: path) : .system(error)
        }
        throw .changing(path: path)
    }

    private mutating func read(_ path: String) throws(SystemError) -> Digest {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        defer { close(descriptor) }
        var hash = SHA256()
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count == 0 { return hash.finish() }
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError("read", path)
            }
            hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
