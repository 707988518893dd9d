internal import FileSystem

/// What the state of a project needs of the disk that it is on.
enum LocalDisk {
    /// Refuses a disk that other machines share.
    ///
    /// The log of the registry needs memory that all its users have in common, and locks that hold: over a network it has
    /// neither, and would be damaged rather than fail.
    /// - Parameter home: The folder with the state of a project.
    /// - Throws: `CommandFailure` where the folder is on a network file system whose locks don't hold.
    static func require(for home: String) throws {
        guard let network = try NetworkFileSystem(of: home), network.breaksLocks else { return }
        throw CommandFailure(
            "'\(home)' is on \(network), which other machines may write to at the same time, and where locks don't hold; "
                + "set PIPELINE_HOME to a folder on a disk of this machine", .failed)
    }

    /// Tells, for `doctor`, of a disk that other machines may share, and that is not refused.
    /// - Parameter home: The folder with the state of a project.
    /// - Returns: What there is to know; nothing of a disk of this machine.
    static func findings(for home: String) -> [DoctorFinding] {
        guard let network = try? NetworkFileSystem(of: home), !network.breaksLocks else { return [] }
        return [
            DoctorFinding(
                "file system", .note,
                "'\(home)' is on \(network), which other machines may use as well; let commands and schedules of one "
                    + "machine alone work there, or set PIPELINE_HOME to a folder on a disk of this machine")
        ]
    }
}
