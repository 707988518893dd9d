/// Why the next entry of a tar archive can't be read.
public enum TarError: Error, Hashable, CustomStringConvertible {
    /// There is no end, and no further entry.
    case cutOff
    /// What is there is no header, or not what was written.
    case damaged

    /// What is wrong with the archive, without its name.
    public var description: String {
        switch self {
        case .cutOff: "it is cut off before its end"
        case .damaged: "it is no tar archive, or is damaged"
        }
    }
}
