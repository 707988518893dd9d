internal import Glibc

/// A kernel lock on a file, held as long as the value lives.
///
/// It dies with the process that holds it, so there is nothing to unlock by hand.
public struct FileLock: ~Copyable, Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Waits for the lock, blocking the thread.
    public static func waiting(for path: String) throws(SystemError) -> FileLock {
        let descriptor = try open(path)
        while flock(descriptor, LOCK_EX) != 0 {
            let code = errno
            if code == EINTR { continue }
            close(descriptor)
            throw SystemError("lock", path, code: code)
        }
        return FileLock(descriptor: descriptor)
    }

    /// Takes the lock, unless another process or value holds it.
    /// - Parameters:
    ///   - path: The file.
    ///   - isShared: Whether others may hold it as well, as long as they share it too.
    /// - Returns: The lock; `nil` where it is held.
    /// - Throws: ``SystemError`` where the file can't be opened or locked.
    public static func ifFree(_ path: String, isShared: Bool = false) throws(SystemError) -> FileLock? {
        let descriptor = try open(path)
        if flock(descriptor, (isShared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 { return FileLock(descriptor: descriptor) }
        let code = errno
        close(descriptor)
        if code == EWOULDBLOCK { return nil }
        throw SystemError("lock", path, code: code)
    }

    /// Writes down who holds the lock, for those who wait for it.
    ///
    /// What counts is the kernel's lock, so that a failure to write is none of the lock's: then nothing stands there.
    /// - Parameters:
    ///   - text: What to write down.
    ///   - durable: Whether to wait until the disk has it.
    public func sign(_ text: String, durable: Bool = false) {
        let bytes = Array(text.utf8)
        // Written over what is there, for which a full disk has room.
        let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        guard ftruncate(descriptor, count == bytes.count ? off_t(count) : 0) == 0 else { return }
        if durable { fdatasync(descriptor) }
    }

    /// What the holder of a lock has written down; `nil` where there is nothing.
    public static func signature(of path: String) -> String? {
        guard let text = try? Files.readText(path), !text.isEmpty else { return nil }
        return text
    }

    private static func open(_ path: String) throws(SystemError) -> Int32 {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemError("open the lock", path) }
        return descriptor
    }
}
