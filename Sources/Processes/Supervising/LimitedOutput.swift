import Glibc

/// A file that a child appends to, kept from growing beyond a limit by leaving out its middle.
///
/// What was written first stays, since it tells how the work began, and what was written last, since it tells how it ended.
struct LimitedOutput {
    /// How often a file is looked at while the child runs.
    static let interval = Duration.milliseconds(100)

    private let file: Descriptor
    private let limit: Int
    /// The bytes that were left out.
    private(set) var omitted = 0
    /// The length of the line that says so.
    private var noteLength = 0

    /// Opens a file that is there; there is nothing to limit where it can't be opened, or is a device or pipe.
    init?(path: String, limit: Int) {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        file = Descriptor(descriptor)
        self.limit = limit
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    }

    /// Leaves out the middle of a file that is too long.
    ///
    /// The child appends, so that after the file was cut it goes on at the new end. What it writes just then is left out too.
    mutating func enforce() {
        guard size > limit else { return }
        let head = limit / 2
        let tail = [UInt8](unsafeUninitializedCapacity: min(limit / 4, 1 << 16)) { buffer, count in
            count = max(0, pread(file.number, buffer.baseAddress, buffer.count, off_t(size - buffer.count)))
        }
        let left = size - head - noteLength - tail.count
        guard left > 0 else { return }
        let note = Array("\n[\(omitted + left) bytes are left out here: a log keeps \(limit) bytes at most]\n".utf8)
        let bytes = note + tail
        // First in its place and then cut behind it, so that nothing the child writes comes between.
        let count = bytes.withUnsafeBytes { pwrite(file.number, $0.baseAddress, $0.count, off_t(head)) }
        guard count == bytes.count, ftruncate(file.number, off_t(head + count)) == 0 else { return }
        omitted += left
        noteLength = note.count
    }

    private var size: Int {
        var status = stat()
        return fstat(file.number, &status) == 0 ? Int(status.st_size) : 0
    }
}
