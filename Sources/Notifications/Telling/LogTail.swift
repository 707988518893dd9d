internal import Glibc

/// The last lines of a log, however large it is.
public enum LogTail {
    /// The most that is read from the end of a file.
    private static let window = 65_536

    /// Returns the last lines; nothing where the file can't be read, for a message is sent without them too.
    public static func lines(_ count: Int, of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        guard size > 0 else { return "" }
        let start = max(0, size - off_t(window))
        let bytes = [UInt8](unsafeUninitializedCapacity: window) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, buffer.count, start))
        }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        // What the window begins within is half a line.
        if start > 0, lines.count > 1 { lines.removeFirst() }
        return lines.suffix(count).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }
}
