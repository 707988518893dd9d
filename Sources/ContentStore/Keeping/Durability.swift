internal import FileSystem

/// Makes what is written survive a power failure.
enum Durability {
    /// Makes a file, or all files of a folder, read-only, and waits until the disk has them.
    ///
    /// The folder itself stays writable, so that it can be given another place.
    static func seal(_ path: String, form: ContentForm) throws(SystemError) {
        guard form == .folder else {
            try makeReadOnly(path)
            return try Files.synchronize(path)
        }
        var sealed: [String] = []
        try sealContent(of: path, &sealed)
        if sealed.count > 16 {
            try Files.synchronizeFileSystem(of: path)
        } else {
            for path in sealed { try Files.synchronize(path) }
            try Files.synchronize(path)
        }
    }

    private static func sealContent(of folder: String, _ sealed: inout [String]) throws(SystemError) {
        for name in try Folders.names(in: folder) {
            let path = "\(folder)/\(name)"
            switch try FileStatus(ofLink: path).kind {
            case .folder:
                try sealContent(of: path, &sealed)
                try Files.setMode(0o555, of: path)
            case .file: try makeReadOnly(path)
            case .link, .other: continue
            }
            sealed.append(path)
        }
    }

    private static func makeReadOnly(_ path: String) throws(SystemError) {
        try Files.setMode(try FileStatus(of: path).isExecutable ? 0o555 : 0o444, of: path)
    }
}
