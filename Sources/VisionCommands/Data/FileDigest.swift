internal import ContentHash
internal import FileSystem
internal import Glibc

/// The digest of a file that is too large to be read at once.
enum FileDigest {
    static func sha256(of path: String) throws(SystemError) -> Digest {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        defer { close(descriptor) }
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        let size = buffer.count
        while true {
            let count = read(descriptor, &buffer, size)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SystemError("read", path) }
            if count == 0 { return hash.finish() }
            buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }
}
