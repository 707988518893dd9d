internal import FileSystem

/// What the state of a project needs of the disk that it is on.
enum LocalDisk {
    /// Refuses a disk that other machines share.
    ///
    /// The log of the registry needs memory that all its users have in common, and locks that hold: over a network it has
    /// neither, and would be damaged rather than fail.
    /// - Parameter home: The folder with the state of a project.
    /// - Throws: `CommandFailure` where the folder is on a network file system.
    static func require(for home: String) throws {
        guard let network = try NetworkFileSystem(of: home) else { return }
        throw CommandFailure(
            "'\(home)' is on \(network), which other machines may write to at the same time, and where locks don't hold; "
                + "set PIPELINE_HOME to a folder on a disk of this machine", .failed)
    }
}
