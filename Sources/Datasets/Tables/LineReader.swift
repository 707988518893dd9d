internal import FileSystem
internal import Glibc

/// The lines of a file, read as they are asked for.
struct LineReader: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var unread = 0..<0
    private var isAtEnd = false

    init(_ path: String) throws(SystemError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        self.path = path
    }

    deinit { close(descriptor) }

    /// The next line without its end, which is `\n` or `\r\n`; `nil` after the last.
    mutating func next() throws(SystemError) -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            if let end = buffer[unread].firstIndex(of: UInt8(ascii: "\n")) {
                line += buffer[unread.lowerBound..<end]
                unread = end + 1..<unread.upperBound
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                return line
            }
            line += buffer[unread]
            unread = 0..<0
            if isAtEnd {
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                return line.isEmpty ? nil : line
            }
            try fill()
        }
    }

    private mutating func fill() throws(SystemError) {
        var count = read(descriptor, &buffer, buffer.count)
        while count < 0, errno == EINTR { count = read(descriptor, &buffer, buffer.count) }
        guard count >= 0 else { throw SystemError("read", path) }
        isAtEnd = count == 0
        unread = 0..<count
    }
}
