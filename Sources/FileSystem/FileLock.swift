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

    /// Takes the lock, or returns `nil` where another process or value holds it.
    public static func ifFree(_ path: String) throws(SystemError) -> FileLock? {
        let descriptor = try open(path)
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return FileLock(descriptor: descriptor) }
        let code = errno
        close(descriptor)
        if code == EWOULDBLOCK { return nil }
        throw SystemError("lock", path, code: code)
    }

    private static func open(_ path: String) throws(SystemError) -> Int32 {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemError("open the lock", path) }
        return descriptor
    }
}
