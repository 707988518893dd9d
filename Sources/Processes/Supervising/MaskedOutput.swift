import CSpawn
import Glibc

/// What a child with hidden texts writes, on its way through a pipe to its file.
struct MaskedOutput {
    /// The reading end of the pipe.
    let descriptor: Descriptor
    private let file: Descriptor
    private var mask: TextMask

    /// As much as a pipe holds unless it was enlarged.
    private static let capacity = 1 << 16

    init(_ descriptor: Descriptor, to file: Descriptor, hiding texts: [String]) {
        self.descriptor = descriptor
        self.file = file
        mask = TextMask(texts)
    }

    /// Passes on one pipe's content.
    /// - Returns: Whether there may be more, now or later.
    mutating func read() -> Bool {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.capacity) { buffer, initialized in
            count = Glibc.read(descriptor.number, buffer.baseAddress, buffer.count)
            initialized = max(0, count)
        }
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        write(mask.masked(bytes))
        return count > 0
    }

    /// Passes on what the pipe still holds when all writers are gone, or one is left that no longer counts.
    mutating func drain() {
        var left = max(Int(cspawn_pipe_capacity(descriptor.number)), Self.capacity)
        while left > 0, isReadable, read() { left -= Self.capacity }
        write(mask.finish())
    }

    private var isReadable: Bool {
        var request = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }

    /// Appends to the file; what a full disk has no room for is lost, and the child works on.
    private func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file.number, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
