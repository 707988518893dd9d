internal import Processes

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
    static func isAtWork(_ name: String) -> Bool { owner(of: name)?.isAlive ?? false }

    /// The command that was killed while it worked in a staging folder.
    /// - Parameter name: The name of the folder.
    /// - Returns: `nil` for a folder of a run, and for one whose process is at work.
    static func killed(_ name: String) -> String? {
        guard let owner = owner(of: name), !owner.isAlive else { return nil }
        return owner.command
    }

    private static func owner(of name: String) -> (command: String, isAlive: Bool)? {
        let parts = name.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count >= 3 else { return nil }
        return (String(parts[0]), ProcessIdentity(String(parts[1]))?.isAlive ?? false)
    }
}
