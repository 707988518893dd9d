import CSpawn
import Dispatch
import FileSystem
import Glibc

/// The processes that work in a folder: a variable of their environment leads into it, or it is their working directory.
///
/// Whatever an attempt starts carries its folder along, however often it forks and whichever group or session it moves to, so
/// that all of it is found when the process is gone that started and knew the attempt. Neither numbers of processes
/// nor what was recorded of them count here, so a number that was used again leads to nobody else.
public struct FolderProcesses: Sendable {
    private let folder: String
    private let resolved: String

    /// Names a folder.
    /// - Parameter folder: The absolute path, as the processes were given it.
    public init(of folder: String) {
        self.folder = folder
        resolved = Files.resolve(folder)
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

    /// Whether a process works in the folder; one that has ended, or belongs to somebody else, tells nothing of itself.
    private func isInFolder(_ pid: Int32) -> Bool {
        if let place = try? Files.target(ofLink: "/proc/\(pid)/cwd"),
            place == resolved || place.hasPrefix("\(resolved)/")
        {
            return true
        }
        guard let environment = try? Files.read("/proc/\(pid)/environ") else { return false }
        return environment.split(separator: 0).contains { entry in
            guard let equals = entry.firstIndex(of: UInt8(ascii: "=")) else { return false }
            return entry[(equals + 1)...].starts(with: "\(folder)/".utf8)
        }
    }
}
