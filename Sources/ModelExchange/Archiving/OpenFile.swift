internal import FileSystem
internal import Glibc

/// A file that is read or written piece by piece, so that large models need little memory.
struct OpenFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    init(reading path: String) throws(SystemError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw SystemError("open", path) }
    }

    /// Makes a file that must not be there yet.
    init(creating path: String, isExecutable: Bool = false) throws(SystemError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isExecutable ? 0o755 : 0o644)
        self.path = path
        guard descriptor >= 0 else { throw SystemError("create", path) }
    }

    deinit { close(descriptor) }

    /// Reads as much as fits, unless the file ends before.
    func read(into buffer: inout [UInt8]) throws(SystemError) -> Int {
        var done = 0
        while done < buffer.count {
            let count = buffer.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw SystemError("read", path) }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// Reads a number of bytes, or fewer where the file ends before.
    func read(_ count: Int) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.removeLast(count - (try read(into: &bytes)))
        return bytes
    }

    func write(_ bytes: some Collection<UInt8>) throws(SystemError) {
        let bytes = Array(bytes)
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw SystemError("write", path) }
            done += count
        }
    }
}
