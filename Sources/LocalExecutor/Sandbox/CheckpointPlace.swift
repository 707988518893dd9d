internal import FileSystem
internal import Glibc

/// The folder for what a step can go on from: it has to be there before a sandbox can show it.
enum CheckpointPlace {
    static func make(_ folder: String, for view: SandboxView?) throws(SystemError) {
        if view != nil { try Folders.create(folder) }
    }

    /// Removes a folder that the step did not ask for.
    static func removeIfEmpty(_ folder: String, for view: SandboxView?) {
        if view != nil { rmdir(folder) }
    }
}
