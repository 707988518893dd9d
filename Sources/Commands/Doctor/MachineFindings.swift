internal import ContentHash
internal import FileSystem
internal import Glibc
internal import Registry
internal import Terminal

/// What of the machine would keep runs from working, for `doctor`.
struct MachineFindings {
    let session: Session
    let project: Project

    /// The free space below which runs are likely to fail, in bytes.
    private static let littleSpace: Int64 = 1_000_000_000
    /// The open files, and the processes, below which a run with many steps is likely to fail.
    private static let fewFiles: UInt = 256
    private static let fewProcesses: UInt = 128

    func findings() -> [DoctorFinding] {
        [space(), locks()] + LocalDisk.findings(for: project.home) + limits() + [libraries()] + git()
    }

    private func space() -> DoctorFinding {
        do throws(SystemError) {
            let free = try Folders.freeSpace(at: project.home)
            let text = "\(Format.bytes(Int(free))) free for \(project.artifacts)"
            return free < Self.littleSpace
                ? DoctorFinding(
                    "disk", .problem, text + "; make room, for example with: pipeline cache gc --older-than 30d")
                : DoctorFinding("disk", .ok, text)
        } catch {
            return DoctorFinding("disk", .problem, error.description)
        }
    }

    /// Whether a lock that is held can't be taken: there are file systems that only say so.
    private func locks() -> DoctorFinding {
        let path = "\(project.artifacts)/locks/doctor"
        do throws(SystemError) {
            try Folders.create("\(project.artifacts)/locks")
            let lock = try FileLock.waiting(for: path)
            defer { withExtendedLifetime(lock) {} }
            let second = try FileLock.ifFree(path)
            let isTakenTwice = second != nil
            return isTakenTwice
                ? DoctorFinding(
                    "locks", .problem,
                    "the file system of '\(project.artifacts)' gives one lock to two processes; "
                        + "keep the state on a disk of this machine: PIPELINE_HOME names another place")
                : DoctorFinding("locks", .ok, "are kept by the file system")
        } catch {
            return DoctorFinding(
                "locks", .problem,
                "\(error); keep the state on a disk of this machine: PIPELINE_HOME names another place")
        }
    }

    private func limits() -> [DoctorFinding] {
        var files = rlimit()
        var processes = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
        getrlimit(__rlimit_resource_t(__RLIMIT_NPROC.rawValue), &processes)
        return [
            finding("open files", files.rlim_cur, Self.fewFiles, "ulimit -n 1024"),
            finding("processes", processes.rlim_cur, Self.fewProcesses, "ulimit -u 4096"),
        ]
    }

    private func finding(_ what: String, _ limit: rlim_t, _ few: UInt, _ command: String) -> DoctorFinding {
        if limit == rlim_t.max { return DoctorFinding(what, .ok, "without a limit") }
        let text = "at most \(Format.count(Int(limit)))"
        return limit < few
            ? DoctorFinding(what, .note, "\(text), which is little for many steps at once; allow more with: \(command)")
            : DoctorFinding(what, .ok, text)
    }

    private func libraries() -> DoctorFinding {
        DoctorFinding("libraries", .ok, "SQLite \(Registry.libraryVersion), \(SHA256.libraryVersion)")
    }

    private func git() -> [DoctorFinding] {
        guard SearchPath(environment: session.environment).program("git") == nil else { return [] }
        return [
            DoctorFinding(
                "program git", .note, "is not there; without it a run does not record what was not committed")
        ]
    }
}
