import Glibc

/// Reads the small files of `/proc`, whose size isn't known before.
enum FileContents {
    static func read(_ path: String) -> [UInt8]? {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return nil }
        let file = Descriptor(number)
        var contents: [UInt8] = []
        while true {
            let part = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
                count = max(0, Glibc.read(file.number, buffer.baseAddress, buffer.count))
            }
            if part.isEmpty { return contents }
            contents += part
        }
    }
}
