public import FileSystem

/// Why content could not be read or kept.
public enum ContentError: Error, Hashable, CustomStringConvertible {
    case system(SystemError)
    /// There is nothing at a path.
    case missing(path: String)
    /// A file stands where a folder is needed, or the other way round.
    case wrongForm(path: String, expected: String)
    /// Something that has no content to digest: a pipe, a socket, a device.
    case special(path: String)
    /// A link that leads out of the folder it is in.
    case escapingLink(path: String, target: String)
    /// A name that is not UTF-8.
    case name(path: String)
    /// A file that was written to while it was read.
    case changing(path: String)
    /// Links that lead in a circle, or folders nested without end.
    case depth(path: String)

    public var description: String {
        switch self {
        case .system(let error): error.description
        case .missing(let path): "there is nothing at '\(path)'"
        case .wrongForm(let path, let expected): "'\(path)' is not a \(expected)"
        case .special(let path): "'\(path)' is neither a file nor a folder; remove it"
        case .escapingLink(let path, let target):
            "the link '\(path)' leads to '\(target)', out of its folder; copy the file instead"
        case .name(let path): "a name in '\(path)' is not UTF-8; rename it"
        case .changing(let path): "'\(path)' was changed while it was read; run again when it is at rest"
        case .depth(let path): "'\(path)' is nested too deeply; does a link lead in a circle?"
        }
    }

    /// The failed system call, where that is the reason.
    public var systemError: SystemError? { if case .system(let error) = self { error } else { nil } }
}
