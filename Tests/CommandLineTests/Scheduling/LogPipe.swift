import Foundation

/// A named pipe in the place of a schedule's log, from which a test reads what happens as it happens.
final class LogPipe {
    private let descriptor: Int32

    init(of schedule: String, in place: Workplace) throws {
        let folder = "\(place.project)/artifacts/schedules"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard mkfifo("\(folder)/\(schedule).log", 0o600) == 0 else { throw POSIXError(.EIO) }
        // For reading and writing, so that neither side waits for the other to open it.
        descriptor = open("\(folder)/\(schedule).log", O_RDWR | O_CLOEXEC)
    }

    deinit { close(descriptor) }

    /// Waits for the next line.
    func line(within seconds: Int32 = 30) throws -> String {
        var line: [UInt8] = []
        while true {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, seconds * 1000) == 1 else { throw POSIXError(.ETIMEDOUT) }
            var byte: UInt8 = 0
            guard read(descriptor, &byte, 1) == 1 else { throw POSIXError(.EIO) }
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
    }

    /// Waits for a line, and returns those up to it.
    func lines(to last: String, within seconds: Int32) throws -> [String] {
        var lines = [try line(within: seconds)]
        while lines.last != last { lines.append(try line(within: seconds)) }
        return lines
    }
}
