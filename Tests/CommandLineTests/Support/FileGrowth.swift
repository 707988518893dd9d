import Foundation

/// Tells when a file that another process writes to has grown.
final class FileGrowth {
    private let path: String
    private let descriptor: Int32

    init(of path: String) throws {
        self.path = path
        descriptor = inotify_init1(Int32(IN_CLOEXEC))
        guard inotify_add_watch(descriptor, path, UInt32(IN_MODIFY)) >= 0 else { throw POSIXError(.EIO) }
    }

    deinit { close(descriptor) }

    /// Waits until the file has more than so many bytes.
    func wait(beyond size: Int, within seconds: Int32 = 30) throws {
        var events = [UInt8](repeating: 0, count: 4096)
        while try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0 <= size {
            var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&request, 1, seconds * 1000) == 1 else { throw POSIXError(.ETIMEDOUT) }
            guard read(descriptor, &events, events.count) > 0 else { throw POSIXError(.EIO) }
        }
    }
}
