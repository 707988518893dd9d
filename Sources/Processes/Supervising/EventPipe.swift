import CSpawn
import Glibc

/// The parent's end of a child's event pipe, and the beginning of the line that isn't complete yet.
struct EventPipe {
    let descriptor: Descriptor
    private var splitter = LineSplitter()
    private let deliver: @Sendable (EventLine) -> Void

    /// As much as a pipe holds unless it was enlarged.
    private static let capacity = 1 << 16

    init(_ descriptor: Descriptor, deliver: @escaping @Sendable (EventLine) -> Void) {
        self.descriptor = descriptor
        self.deliver = deliver
    }

    /// Delivers the lines of one pipe's content, so that a child that writes much doesn't keep others waiting.
    ///
    /// - Returns: Whether there may be more, now or later.
    mutating func read() -> Bool {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.capacity) { buffer, initialized in
            count = Glibc.read(descriptor.number, buffer.baseAddress, buffer.count)
            initialized = max(0, count)
        }
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        splitter.append(bytes[...], deliver: deliver)
        return count > 0
    }

    /// Delivers what the pipe still holds when all writers are gone.
    ///
    /// A process that left the child's group may write on for ever: what a pipe can hold is the end.
    mutating func drain() {
        var left = max(Int(cspawn_pipe_capacity(descriptor.number)), Self.capacity)
        while left > 0, isReadable, read() { left -= Self.capacity }
        splitter.finish(deliver: deliver)
    }

    private var isReadable: Bool {
        var request = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }
}
