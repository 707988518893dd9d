import Glibc
internal import Synchronization

/// A file descriptor that text is written to, usually 1 or 2.
public struct FileOutput: TextOutput {
    private let descriptor: Int32
    private static let failures = Mutex<[Int32: Int32]>([:])

    /// Standard output.
    public static let standard = FileOutput(descriptor: 1)
    /// Standard error.
    public static let errors = FileOutput(descriptor: 2)

    /// Makes an output of an open descriptor, which stays the caller's.
    public init(descriptor: Int32) { self.descriptor = descriptor }

    /// Why something that was written is lost; `nil` where nothing is.
    public var failure: String? {
        Self.failures.withLock { $0[descriptor] }.map { String(cString: strerror($0)) }
    }

    /// Whether the descriptor is a terminal.
    public var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Whether lines can be redrawn: on a terminal that is not `dumb`.
    public func isLive(environment: [String: String]) -> Bool {
        let terminal = environment["TERM"] ?? ""
        return isTerminal && !terminal.isEmpty && terminal != "dumb"
    }

    /// The size of the terminal, or the usual one where the descriptor is none.
    public var size: TerminalSize {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return .usual }
        return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// Writes a text with as few calls as the system allows, which is one unless it is interrupted.
    ///
    /// A reader that has gone away ends the writing: there is no one left to tell. So does a disk that is full, and ``failure``
    /// tells of it.
    public func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                } else if errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    guard poll(&ready, 1, -1) >= 0 || errno == EINTR else { return }
                } else if errno != EINTR {
                    let code = errno
                    // As `head` does, which has seen enough.
                    if code != EPIPE { Self.failures.withLock { $0[descriptor] = code } }
                    return
                }
            }
        }
    }
}
