import CSpawn
import Glibc

/// A file descriptor, closed when its last owner lets go of it.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// Makes a descriptor of what a system call returned.
    convenience init(checking number: Int32) throws(SystemCallFailure) {
        guard number >= 0 else { throw .current }
        self.init(number)
    }

    /// Makes a pipe, neither end of which is passed on.
    static func pipe() throws(SystemCallFailure) -> (reading: Descriptor, writing: Descriptor) {
        var ends: [Int32] = [-1, -1]
        guard cspawn_pipe(&ends) == 0 else { throw .current }
        return (Descriptor(ends[0]), Descriptor(ends[1]))
    }

    /// Makes reads and writes wait, or return at once.
    ///
    /// The other end of a pipe is not concerned.
    func setBlocking(_ isBlocking: Bool) throws(SystemCallFailure) {
        let flags = fcntl(number, F_GETFL)
        let changed = isBlocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK
        guard flags >= 0, fcntl(number, F_SETFL, changed) == 0 else { throw .current }
    }

    /// Waits until there is something to read, or the process behind the descriptor has ended.
    ///
    /// - Returns: Whether that came before the deadline.
    func isReadable(until deadline: Moment) -> Bool {
        while true {
            var request = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
            let count = poll(&request, 1, deadline.milliseconds(after: .now))
            if count > 0 { return true }
            if count == 0, deadline <= .now { return false }
            if count < 0, Glibc.errno != EINTR { return false }
        }
    }

    /// The same open file under a number above another one.
    func moved(above lowest: Int32) throws(SystemCallFailure) -> Descriptor {
        if number > lowest { return self }
        return try Descriptor(checking: fcntl(number, F_DUPFD_CLOEXEC, lowest + 1))
    }
}

/// A call of the system that failed, before it is known what that means for a child.
struct SystemCallFailure: Error {
    let errno: Int32

    /// The failure of the call just made on this thread.
    static var current: SystemCallFailure { SystemCallFailure(errno: Glibc.errno) }
}
