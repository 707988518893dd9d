internal import FileSystem
internal import Glibc

/// Keeps two programs from editing one crontab at the same time, which would lose one of the changes.
///
/// crontab(1) knows no locks, so this one is taken on its program file: everyone finds and may read it. It is held for the
/// milliseconds of an edit, and dies with its process.
struct CrontabLock: ~Copyable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Waits for the lock.
    static func taken(_ environment: [String: String]) throws(TriggerError) -> CrontabLock {
        let search = SearchPath(environment: environment)
        guard let program = search.program("crontab") else { throw .noCrontab(path: search.text) }
        // A program that may be executed and not read is not locked: an edit at the same time is unlikely enough.
        let lock = CrontabLock(descriptor: open(program, O_RDONLY | O_CLOEXEC))
        while lock.descriptor >= 0, flock(lock.descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .file(SystemError("lock", program)) }
        }
        return lock
    }

    func release() { if descriptor >= 0 { flock(descriptor, LOCK_UN) } }
}
