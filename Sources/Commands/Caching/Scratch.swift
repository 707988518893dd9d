internal import ContentStore
internal import Processes
internal import Registry

/// Folders among the staging folders in which a command works that is no run: named by its process, so that others see
/// whether it still needs them.
enum Scratch {
    /// What the name of each such folder of this process begins with.
    static func prefix(for command: String) -> String {
        "\(command)@\(ProcessIdentity.current.map { "\($0)" } ?? "")@"
    }

    /// Whether the process is at work that a staging folder belongs to.
    /// - Parameter name: The name of the folder.
    /// - Returns: False for a folder of a run, which the registry tells of, and for one that was left behind.
    private static func isAtWork(_ name: String) -> Bool { owner(of: name)?.isAlive ?? false }

    /// The command that was killed while it worked in a staging folder.
    /// - Parameter name: The name of the folder.
    /// - Returns: `nil` for a folder of a run, and for one whose process is at work.
    static func killed(_ name: String) -> String? {
        guard let owner = owner(of: name), !owner.isAlive else { return nil }
        return owner.command
    }

    /// The staging folders in which nobody is at work.
    /// - Parameters:
    ///   - names: The names of folders, listed before the runs were, so that no run that began meanwhile loses its own.
    ///   - running: The runs that go on.
    ///   - store: The store with the folders, and with the locks of the work that is done in them.
    /// - Returns: Those of neither a run that goes on nor a process that is at work.
    /// - Throws: ``ContentError`` where a lock can't be asked.
    static func abandoned(
        _ names: [String], beside running: [RunSummary], in store: ContentStore
    ) throws(ContentError) -> [String] {
        var abandoned: [String] = []
        for name in names where !running.contains(where: { name.hasPrefix("\($0.id)-") }) && !isAtWork(name) {
            // The registry may not know the run, as where it was lost.
            if try !store.isAtWork(inStaging: name) { abandoned.append(name) }
        }
        return abandoned
    }

    private static func owner(of name: String) -> (command: String, isAlive: Bool)? {
        let parts = name.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count >= 3 else { return nil }
        // A process that could not find out which it is may be at work.
        let isAlive = parts[1].isEmpty || (ProcessIdentity(String(parts[1]))?.isAlive ?? false)
        return (String(parts[0]), isAlive)
    }
}
