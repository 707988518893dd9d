internal import FileSystem
internal import Glibc

/// The file with what a schedule's runs say: `artifacts/schedules/NAME.log`, and three older ones beside it.
struct ScheduleLog: Sendable {
    /// The size from which on a new file is begun, in bytes.
    private static let limit: Int64 = 1_000_000
    private static let kept = 3

    private let path: String

    init(of schedule: String, in project: Project) { path = "\(project.artifacts)/schedules/\(schedule).log" }

    /// Makes the file what this process writes to standard output and standard error from here on.
    ///
    /// A run that goes on keeps the file that it began with, under whatever name.
    func takeOutput() throws(SystemError) {
        try Folders.create(Files.folder(of: path))
        try rotate()
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        defer { close(descriptor) }
        guard dup2(descriptor, 1) >= 0, dup2(descriptor, 2) >= 0 else { throw SystemError("write to", path) }
    }

    private func rotate() throws(SystemError) {
        guard let status = try FileStatus.ifPresent(path), status.size > Self.limit else { return }
        // Of two processes that find the file full, one makes room, and the other writes on for now.
        guard let lock = try FileLock.ifFree("\(path).lock") else { return }
        defer { extendLifetime(lock) }
        guard let status = try FileStatus.ifPresent(path), status.size > Self.limit else { return }
        for number in stride(from: Self.kept - 1, through: 1, by: -1) {
            guard try FileStatus.ifPresent("\(path).\(number)") != nil else { continue }
            try Files.rename("\(path).\(number)", to: "\(path).\(number + 1)")
        }
        try Files.rename(path, to: "\(path).1")
    }
}
