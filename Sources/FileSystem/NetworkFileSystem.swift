internal import CFileSystem

/// A kind of file system that is on another machine.
public enum NetworkFileSystem: Int64, Hashable, Sendable, CustomStringConvertible {
    // The numbers are those of statfs(2).
    case nfs = 0x6969
    case smb = 0x517B
    case cifs = 0xFF53_4D42
    case smb2 = 0xFE53_4D42
    case afs = 0x5346_414F
    case coda = 0x7375_7245
    case ncp = 0x564C

    /// Looks what a file or folder is on; `nil` where that is not known to be on another machine.
    /// - Parameter path: The path of the file or folder.
    /// - Throws: ``SystemError`` where the system does not tell.
    public init?(of path: String) throws(SystemError) {
        var status = statfs()
        guard statfs(path, &status) == 0 else { throw SystemError("look at the disk of", path) }
        // The kernel has 32 bits of it; the library may extend the sign.
        self.init(rawValue: Int64(UInt32(truncatingIfNeeded: status.f_type)))
    }

    public var description: String {
        switch self {
        case .nfs: "NFS"
        case .smb, .cifs, .smb2: "SMB"
        case .afs: "AFS"
        case .coda: "Coda"
        case .ncp: "NCP"
        }
    }
}
