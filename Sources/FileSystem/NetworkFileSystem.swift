internal import CFileSystem

/// A kind of file system that other machines may use at the same time.
public enum NetworkFileSystem: Int64, Hashable, Sendable, CustomStringConvertible {
    // The numbers are those of statfs(2), of <linux/magic.h> and of stat(1).
    case nfs = 0x6969
    case smb = 0x517B
    case cifs = 0xFF53_4D42
    case smb2 = 0xFE53_4D42
    case openAFS = 0x5346_414F
    case afs = 0x6B41_4653
    case coda = 0x7375_7245
    case ncp = 0x564C
    case plan9 = 0x0102_1997
    case fuse = 0x6573_5546
    case virtualBox = 0x786F_4256
    case ceph = 0x00C3_6400
    case lustre = 0x0BD0_0BD0
    case gpfs = 0x4750_4653
    case beeGFS = 0x1983_0326
    case gfs2 = 0x0116_1970
    case ocfs2 = 0x7461_636F

    /// Looks what a file or folder is on; `nil` where that is not known to be shared with other machines.
    /// - Parameter path: The path of the file or folder.
    /// - Throws: ``SystemError`` where the system does not tell.
    public init?(of path: String) throws(SystemError) {
        var status = statfs()
        guard statfs(path, &status) == 0 else { throw SystemError("look at the disk of", path) }
        // The kernel has 32 bits of it; the library may extend the sign.
        self.init(rawValue: Int64(UInt32(truncatingIfNeeded: status.f_type)))
    }

    /// Whether locks are known not to hold between the machines.
    ///
    /// With the others it depends: a container or a virtual machine may have its own disk in this way (9P, FUSE as virtiofs),
    /// and file systems of clusters have locks where they were set up so.
    public var breaksLocks: Bool {
        switch self {
        case .nfs, .smb, .cifs, .smb2, .openAFS, .afs, .coda, .ncp: true
        case .plan9, .fuse, .virtualBox, .ceph, .lustre, .gpfs, .beeGFS, .gfs2, .ocfs2: false
        }
    }

    public var description: String {
        switch self {
        case .nfs: "NFS"
        case .smb, .cifs, .smb2: "SMB"
        case .openAFS, .afs: "AFS"
        case .coda: "Coda"
        case .ncp: "NCP"
        case .plan9: "9P"
        case .fuse: "FUSE"
        case .virtualBox: "a shared folder of VirtualBox"
        case .ceph: "Ceph"
        case .lustre: "Lustre"
        case .gpfs: "GPFS"
        case .beeGFS: "BeeGFS"
        case .gfs2: "GFS2"
        case .ocfs2: "OCFS2"
        }
    }
}
