internal import FileSystem

/// Whatever changes when the content of a file does.
struct Stamp: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    /// When the content was last changed, in nanoseconds since 1970.
    let modified: Int64
    /// When anything was last changed, in nanoseconds since 1970; no program can set it.
    let changed: Int64

    init(_ status: FileStatus) {
        device = status.device
        inode = status.inode
        size = status.size
        modified = status.modified
        changed = status.changed
    }

    init(device: UInt64, inode: UInt64, size: Int64, modified: Int64, changed: Int64) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
    }

    /// The first moment from which on a later change would show in the times.
    ///
    /// Until then a change could leave them the same: a file system's clock ticks every few milliseconds, and some
    /// keep whole seconds only.
    var settled: Int64 {
        let hasWholeSeconds = modified % 1_000_000_000 == 0 && changed % 1_000_000_000 == 0
        return max(modified, changed) + (hasWholeSeconds ? 2_000_000_000 : 50_000_000)
    }
}
