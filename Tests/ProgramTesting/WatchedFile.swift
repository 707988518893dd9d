import Foundation

/// A file that another process writes to, and that tells when it does.
package final class WatchedFile {
    private let path: String
    private let descriptor: Int32

    /// Watches a file that is there.
    package init(_ path: String) throws {
        self.path = path
        descriptor = inotify_init1(Int32(IN_CLOEXEC))
        guard inotify_add_watch(descriptor, path, UInt32(IN_MODIFY)) >= 0 else { throw POSIXError(.ENOENT) }
    }

    deinit { close(descriptor) }

    /// Waits until the file has more than so many bytes.
    package func wait(beyond size: Int) throws {
        try wait(within: 30) { try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0 > size }
    }

    /// Waits until a line is in the file, and returns the lines before it.
    package func wait(for line: String, within seconds: Int32) throws -> [String] {
        var before: ArraySlice<String> = []
        try wait(within: seconds) {
            let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
            // What stands after the last line break is no line yet.
            guard let index = lines.dropLast().firstIndex(of: line) else { return false }
            before = lines[..<index]
            return true
        }
        return Array(before)
    }

    /// Waits until something holds, and looks whenever the file was written to.
    func wait(within seconds: Int32, until holds: () throws -> Bool) throws {
        var events = [UInt8](repeating: 0, count: 4096)
        while try !holds() {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, seconds * 1000) == 1 else { throw POSIXError(.ETIMEDOUT) }
            guard read(descriptor, &events, events.count) > 0 else { throw POSIXError(.EIO) }
        }
    }
}
