internal import FileSystem

/// What belongs to the machine and not to a project: every step sees it, read-only.
enum SystemFolders {
    private static let folders = ["/usr", "/etc", "/opt", "/sys", "/nix/store"]
    /// Folders of their own on old systems, and links into `/usr` on others.
    private static let merged = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"]

    /// Whether a path is in one of them, and not in a project that lies there, as some do in containers.
    static func contain(_ path: String, outside projects: [String]) -> Bool {
        func isIn(_ folder: String) -> Bool { path == folder || path.hasPrefix("\(folder)/") }
        return (folders + merged).contains(where: isIn) && !projects.contains(where: isIn)
    }

    /// How bubblewrap is told to show them, as they are on this machine.
    static let arguments: [String] =
        folders.flatMap { ["--ro-bind-try", $0, $0] }
        + merged.flatMap { folder -> [String] in
            guard let target = try? Files.target(ofLink: folder) else { return ["--ro-bind-try", folder, folder] }
            return ["--symlink", target, folder]
        }

    /// The graphics processors' devices.
    static let graphics: [String] =
        ((try? Folders.names(in: "/dev")) ?? []).filter { $0.hasPrefix("nvidia") }.sorted().map { "/dev/\($0)" }
}
