internal import FileSystem

/// Gives files that have further names elsewhere a content of their own.
///
/// Whoever has the other name could otherwise change what the store keeps, and would find a file of theirs read-only.
enum HardLinks {
    /// Replaces a file, or each such file in a folder, by a copy.
    /// - Returns: Whether there was any.
    static func part(_ path: String) throws(SystemError) -> Bool {
        let status = try FileStatus(ofLink: path)
        switch status.kind {
        case .folder:
            var parted = false
            for name in try Folders.names(in: path) where try part("\(path)/\(name)") { parted = true }
            return parted
        case .file:
            guard status.linkCount > 1 else { return false }
            try replace(path)
            return true
        case .link, .other: return false
        }
    }

    private static func replace(_ path: String) throws(SystemError) {
        let copy = "\(path).\(UInt32.random(in: 0 ... .max))"
        // The step may have made the folder read-only.
        try Files.setMode(0o755, of: Files.folder(of: path))
        do throws(SystemError) {
            try Files.copy(path, to: copy)
            try Files.rename(copy, to: path)
        } catch {
            try? Files.remove(copy)
            throw error
        }
    }
}
