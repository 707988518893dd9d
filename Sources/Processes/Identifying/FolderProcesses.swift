import CSpawn
import Dispatch
import FileSystem
import Glibc

/// The processes of attempts: those whose `TMPDIR` is in the folder of one.
///
/// Whatever an attempt starts carries the variable along, however often it forks and whichever group or session it moves to, so
/// that all of it is found when the process is gone that started and knew the attempt. Neither numbers of processes
/// nor what was recorded of them count here, so a number that was used again leads to nobody else; nor does the working
/// directory, for a person may look around in the folder of an attempt that was killed. Nor does the way to the folder: it
/// may have been another one then, through a link or before the project was moved. A copy of the project has folders of
/// the same names: a process whose way leads to another folder than the one that is meant is left alone.
public struct FolderProcesses: Sendable {
    /// One of them.
    public struct Member: Sendable {
        /// Its number.
        public let pid: Int32
        /// The folder that it belongs to.
        public let folder: String
        let descriptor: Descriptor
    }

    private let folders: [String]

    /// Names folders.
    /// - Parameter folders: Their paths, of which the last two names count; none is in another.
    public init(of folders: [String]) {
        self.folders = folders
    }

    /// Ends them at once, and waits until they are gone.
    ///
    /// - Parameter duration: How long to wait at most.
    /// - Returns: Those that are still there, which the kernel does not let go of.
    /// - Throws: Where they can't be looked for, so that some may go on.
    public func end(within duration: Duration = .seconds(10)) async throws -> [Member] {
        try await withCheckedThrowingContinuation { continuation in
            // A thread that may block, as those of tasks may not.
            DispatchQueue.global().async {
                continuation.resume(with: Result { try end(until: Moment.now.advanced(by: duration)) })
            }
        }
    }

    private func end(until deadline: Moment) throws(SystemError) -> [Member] {
        // Looked for again, since one of them may have started another meanwhile.
        while true {
            let found = try running()
            if found.isEmpty || deadline <= .now { return found }
            for process in found { _ = cspawn_signal(process.descriptor.number, SIGKILL) }
            for process in found { _ = process.descriptor.isReadable(until: deadline) }
        }
    }

    private func running() throws(SystemError) -> [Member] {
        var members: [Member] = []
        for pid in try Folders.names(in: "/proc").compactMap({ Int32($0) }) where pid != getpid() {
            guard let folder = try folder(of: pid) else { continue }
            let number = cspawn_open_pidfd(pid)
            guard number >= 0 else {
                if errno == ESRCH { continue }
                throw SystemError("watch", "/proc/\(pid)")
            }
            let descriptor = Descriptor(number)
            // The number may have become another's before the descriptor was opened, but not since.
            guard try self.folder(of: pid) == folder, !descriptor.isReadable(until: .now) else { continue }
            members.append(Member(pid: pid, folder: folder, descriptor: descriptor))
        }
        return members
    }

    /// The attempt that a process belongs to; one that has ended, or belongs to somebody else, tells nothing of itself.
    private func folder(of pid: Int32) throws(SystemError) -> String? {
        let environment: [UInt8]
        do { environment = try Files.read("/proc/\(pid)/environ") } catch {
            if [ENOENT, ESRCH, EACCES, EPERM].contains(error.code) { return nil }
            throw error
        }
        let places = environment.split(separator: 0).filter { $0.starts(with: "TMPDIR=".utf8) }
        for folder in folders {
            let names = "/\(folder.split(separator: "/").suffix(2).joined(separator: "/"))/"
            for place in places {
                guard let end = place.firstRange(of: names.utf8)?.upperBound else { continue }
                let path = String(decoding: place[..<end].dropFirst("TMPDIR=".utf8.count), as: UTF8.self)
                if try !isAnother(path, of: pid, than: folder) { return folder }
            }
        }
        return nil
    }

    /// Whether a process works in a folder that has the name of one of these and is none, as in the original of a copy.
    ///
    /// What the process sees under the path counts, which may be another disk in a container; then what is there for everybody.
    /// Nothing is there any more after the project was moved.
    private func isAnother(_ path: String, of pid: Int32, than folder: String) throws(SystemError) -> Bool {
        guard path.hasPrefix("/") else { return false }
        var there = try? FileStatus.ifPresent("/proc/\(pid)/root\(path)")
        if there == nil { there = try FileStatus.ifPresent(path) }
        guard let there else { return false }
        let own = try FileStatus.ifPresent(folder)
        return there.device != own?.device || there.inode != own?.inode
    }
}
