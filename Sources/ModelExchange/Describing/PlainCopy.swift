internal import FileSystem

/// Copies files and folders, and refuses everything else: neither digests nor archives would be the same with it.
enum PlainCopy {
    /// Copies a file, or a folder with all that is in it, to a place where nothing is.
    /// - Throws: ``ExchangeError`` with the code that is given, for a link or the like.
    static func copy(_ path: String, to other: String, refusing code: ExchangeError.Code) throws {
        switch try FileStatus(ofLink: path).kind {
        case .file: try Files.copy(path, to: other)
        case .folder:
            try Folders.create(other)
            for name in try Folders.names(in: path) {
                try copy("\(path)/\(name)", to: "\(other)/\(name)", refusing: code)
            }
        case .link: throw ExchangeError(code, "'\(path)' is a link, and a model has files and folders only")
        case .other: throw ExchangeError(code, "'\(path)' is neither a file nor a folder, as everything of a model is")
        }
    }
}
