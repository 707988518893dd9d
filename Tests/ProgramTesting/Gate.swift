import Foundation

/// A folder with named pipes: a step tells on one that it is there, and waits on another until it is let through.
///
/// What runs may hold a third one open, which tells when the last process is gone.
package final class Gate: Sendable {
    package let path: String
    private let arrived: Int32
    private let open: Int32
    private let alive: Int32

    package init(in place: Workplace, named name: String = "gate") throws {
        let folder = "\(place.path)/\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        func pipe(_ name: String) throws -> Int32 {
            guard mkfifo("\(folder)/\(name)", 0o600) == 0 else { throw POSIXError(.EIO) }
            // For reading and writing, so that neither side waits for the other to open it.
            return Glibc.open("\(folder)/\(name)", O_RDWR | O_CLOEXEC)
        }
        path = folder
        arrived = try pipe("arrived")
        open = try pipe("open")
        guard mkfifo("\(folder)/alive", 0o600) == 0 else { throw POSIXError(.EIO) }
        alive = Glibc.open("\(folder)/alive", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    }

    deinit {
        close(arrived)
        close(open)
        close(alive)
    }

    /// Waits until a step has arrived, and returns the words that it tells.
    package func arrival(within seconds: Int32 = 30) throws -> [String] {
        var line: [UInt8] = []
        while true {
            var poll = pollfd(fd: arrived, events: Int16(POLLIN), revents: 0)
            guard Glibc.poll(&poll, 1, seconds * 1000) == 1 else { throw Nobody() }
            var byte: UInt8 = 0
            guard read(arrived, &byte, 1) == 1 else { throw Nobody() }
            if byte == UInt8(ascii: "\n") { break }
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
    }

    /// Lets one step through.
    package func letThrough() { _ = write(open, "\n", 1) }

    /// Waits until no process holds the pipe `alive` any more.
    package func everyoneLeft() -> Bool {
        var poll = pollfd(fd: alive, events: 0, revents: 0)
        return Glibc.poll(&poll, 1, 30_000) == 1 && poll.revents & Int16(POLLHUP) != 0
    }

    package struct Nobody: Error, CustomStringConvertible { package let description = "no step arrived at the gate" }
}
