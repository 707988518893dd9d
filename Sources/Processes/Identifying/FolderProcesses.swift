import CSpawn
import Dispatch
import FileSystem
import Glibc

/// The processes of an attempt: those whose `TMPDIR` is in its folder.
///
/// Whatever an attempt starts carries the variable along, however often it forks and whichever group or session it moves to, so
/// that all of it is found when the process is gone that started and knew the attempt. Neither numbers of processes
/// nor what was recorded of them count here, so a number that was used again leads to nobody else; nor does the working
/// directory, for a person may look around in the folder of an attempt that was killed.
public struct FolderProcesses: Sendable {
    private let folder: String

    /// Names a folder.
    /// - Parameter folder: The absolute path, as the processes were given it.
    public init(of folder: String) {
        self.folder = folder
    }

    /// Ends them at once, and waits until they are gone.
    ///
    /// - Parameter duration: How long to wait at most.
    /// - Returns: The numbers of those that are still there, which the kernel does not let go of.
    public func end(within duration: Duration = .seconds(10)) async -> [Int32] {
        await withCheckedContinuation { continuation in
            // A thread that may block, as those of tasks may not.
            DispatchQueue.global().async {
                continuation.resume(returning: end(until: Moment.now.advanced(by: duration)))
            }
        }
    }

    private func end(until deadline: Moment) -> [Int32] {
        // Looked for again, since one of them may have started another meanwhile.
        while true {
            let found = running()
            if found.isEmpty || deadline <= .now { return found.map(\.pid) }
            for process in found { _ = cspawn_signal(process.descriptor.number, SIGKILL) }
            for process in found { _ = process.descriptor.isReadable(until: deadline) }
        }
    }

    private func running() -> [(pid: Int32, descriptor: Descriptor)] {
        let numbers = ((try? Folders.names(in: "/proc")) ?? []).compactMap { Int32($0) }
        return numbers.compactMap { pid in
            guard pid != getpid(), isInFolder(pid) else { return nil }
            let number = cspawn_open_pidfd(pid)
            guard number >= 0 else { return nil }
            let descriptor = Descriptor(number)
            // The number may have become another's before the descriptor was opened, but not since.
            guard isInFolder(pid), !descriptor.isReadable(until: .now) else { return nil }
            return (pid, descriptor)
        }
    }

    /// Whether a process belongs to the attempt; one that has ended, or belongs to somebody else, tells nothing of itself.
    private func isInFolder(_ pid: Int32) -> Bool {
        guard let environment = try? Files.read("/proc/\(pid)/environ") else { return false }
        return environment.split(separator: 0).contains { $0.starts(with: "TMPDIR=\(folder)/".utf8) }
    }
}
