import CSpawn
import FileSystem
import Glibc

/// A process that a child left behind.
struct Stray {
    let pid: Int32
    let pidfd: Descriptor
    /// Whether it had left the child's group.
    let isDaemon: Bool

    /// Watches a process; there is none where it has ended, which is then noted for its parent if that is this one.
    init?(_ pid: Int32, isDaemon: Bool) {
        let descriptor = cspawn_open_pidfd(pid)
        guard descriptor >= 0 else { return nil }
        self.pid = pid
        self.isDaemon = isDaemon
        pidfd = Descriptor(descriptor)
        if reapIfEnded() { return nil }
    }

    /// Lets the kernel forget a process if it has ended, and says whether it has.
    func reapIfEnded() -> Bool {
        guard hasEnded else { return false }
        reap()
        return true
    }

    /// The state in `/proc` won't do: that of a program whose first thread alone has ended is the same as a zombie's.
    private var hasEnded: Bool {
        var request = pollfd(fd: pidfd.number, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }

    /// Lets the kernel forget a process that has ended, in case that its parent ended before and this one took its place.
    func reap() {
        var status = cspawn_exit()
        _ = cspawn_reap(pidfd.number, &status)
    }

    func send(_ signal: Int32) { _ = cspawn_signal(pidfd.number, signal) }

    /// The processes that became children of this one because their own parent ended, and that run on.
    ///
    /// - Parameter known: The children that this process started, and strays that are watched already.
    /// - Returns: All others that lead a group or session of their own, or belong to such.
    static func daemons(except known: Set<Int32>) -> [Stray] {
        let own = getpgrp()
        // A process may be child of any thread of its parent.
        let threads = (try? Folders.names(in: "/proc/self/task")) ?? []
        return threads.flatMap { thread -> [Stray] in
            guard let children = try? Files.readText("/proc/self/task/\(thread)/children") else { return [] }
            return children.split(separator: " ").compactMap { Int32($0) }.compactMap { pid in
                // A child in the group of this process was started by it in another way, and is none of this module's.
                known.contains(pid) || getpgid(pid) == own ? nil : Stray(pid, isDaemon: true)
            }
        }
    }
}
