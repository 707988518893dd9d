internal import Glibc

/// The bytes of a file.
enum ImageFile {
    static func bytes(at path: String) throws(ImageError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure() }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw ImageError(.unreadable, nil, "it is a folder") }
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { room, count in
            while count < room.count {
                let got = read(descriptor, room.baseAddress.map { $0 + count }, room.count - count)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { code = errno }
                guard got > 0 else { break }
                count += got
            }
        }
        guard code == 0 else { throw failure(code) }
        return bytes
    }

    private static func failure(_ code: Int32 = errno) -> ImageError {
        ImageError(.unreadable, nil, strerror(code).map { String(cString: $0) } ?? "error \(code)")
    }
}
