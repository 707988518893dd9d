import Glibc

/// What a child with hidden texts writes, on its way to its file.
struct MaskedOutput: PipeContent {
    private let file: Descriptor
    private var mask: TextMask

    init(to file: Descriptor, hiding texts: [String]) {
        self.file = file
        mask = TextMask(texts)
    }

    mutating func take(_ bytes: [UInt8]) { write(mask.masked(bytes)) }

    mutating func finish() { write(mask.finish()) }

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
