import CSpawn
import Glibc

/// What becomes of the bytes that a child writes into a pipe.
protocol PipeContent {
    /// Takes what was read, which may end anywhere.
    mutating func take(_ bytes: [UInt8])
    /// Takes note that nothing follows.
    mutating func finish()
}

/// The parent's end of a pipe that a child writes into.
struct ChildPipe {
    let descriptor: Descriptor
    private var content: any PipeContent

    /// As much as a pipe holds unless it was enlarged.
    private static let capacity = 1 << 16

    init(_ descriptor: Descriptor, to content: any PipeContent) {
        self.descriptor = descriptor
        self.content = content
    }

    /// Passes on one pipe's content, so that a child that writes much doesn't keep others waiting.
    /// - Returns: Whether there may be more, now or later.
    mutating func read() -> Bool {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.capacity) { buffer, initialized in
            count = Glibc.read(descriptor.number, buffer.baseAddress, buffer.count)
            initialized = max(0, count)
        }
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        content.take(bytes)
        return count > 0
    }

    /// Passes on what the pipe still holds when all writers are gone.
    ///
    /// A process that left the child's group may write on for ever: what a pipe can hold is the end.
    mutating func drain() {
        var left = max(Int(cspawn_pipe_capacity(descriptor.number)), Self.capacity)
        while left > 0, isReadable, read() { left -= Self.capacity }
        content.finish()
    }

    private var isReadable: Bool {
        var request = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }
}
