internal import Glibc
internal import SyncPoints

/// A file that is read or written piece by piece, so that large ones need little memory; closed with its owner.
public struct OpenFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file.
    /// - Parameter path: The file.
    /// - Throws: ``SystemError`` where it can't be read.
    public init(reading path: String) throws(SystemError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw SystemError("open", path) }
    }

    /// Makes a file that must not be there yet.
    /// - Parameters:
    ///   - path: The file.
    ///   - isExecutable: Whether it may be executed.
    /// - Throws: ``SystemError`` where it is there, or can't be made.
    public init(creating path: String, isExecutable: Bool = false) throws(SystemError) {
        SyncPoint.fileChange.reach("create \(path)")
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isExecutable ? 0o755 : 0o644)
        self.path = path
        guard descriptor >= 0 else { throw SystemError("create", path) }
    }

    deinit { close(descriptor) }

    /// Looks at the file, whatever has its name by now.
    /// - Returns: What the file system tells.
    /// - Throws: ``SystemError`` where it tells nothing.
    public func status() throws(SystemError) -> FileStatus {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError("look at", path) }
        return FileStatus(status)
    }

    /// Reads as much as fits, unless the file ends before.
    /// - Parameter buffer: Where the bytes go.
    /// - Returns: How many there are.
    /// - Throws: ``SystemError`` where the file can't be read on.
    public func read(into buffer: inout [UInt8]) throws(SystemError) -> Int {
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
    /// - Parameter count: How many bytes are wanted.
    /// - Returns: The bytes.
    /// - Throws: ``SystemError`` where the file can't be read on.
    public func read(_ count: Int) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.removeLast(count - (try read(into: &bytes)))
        return bytes
    }

    /// Writes all of the bytes.
    /// - Parameter bytes: What is added at the end.
    /// - Throws: ``SystemError`` where the disk does not take them.
    public func write(_ bytes: some Collection<UInt8>) throws(SystemError) {
        let bytes = Array(bytes)
        var done = 0
        while done < bytes.count {
            SyncPoint.fileChange.reach("write \(path)")
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw SystemError("write", path) }
            done += count
        }
    }

    /// Waits until the disk has the content.
    /// - Throws: ``SystemError`` where it will not.
    public func synchronize() throws(SystemError) {
        SyncPoint.fileChange.reach("synchronize \(path)")
        guard fdatasync(descriptor) == 0 else { throw SystemError("write", path) }
    }
}
