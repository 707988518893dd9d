import Archives
import FileSystem

@testable import ModelExchange
@testable import ModelFormats

extension Fuzzer {
    /// Archives: zip, in memory, and tar, unpacked to a folder that nothing may leave.
    static let archives = Fuzzer(
        name: "archives",
        trials: [
            { bytes in
                let names = try accepted(WeightsError.self) {
                    try bytes.withUnsafeBytes { try ZipArchive($0).entries.map(\.name) }
                }
                for name in names ?? [] {
                    _ = try accepted(WeightsError.self) { try ZipArchive.contents(of: name, in: bytes) }
                }
            },
            { bytes in
                let archive = Scratch.file("archive.tar", summed(bytes))
                let folder = Scratch.emptyFolder("outside")
                try Folders.create("\(folder)/inside")
                let reader = TarReader(archive: archive, source: "model.tar")
                _ = try accepted(ExchangeError.self) {
                    try accepted(SystemError.self) { try reader.unpack(into: "\(folder)/inside") }
                }
                must(try Folders.names(in: folder) == ["inside"], "nothing leaves the folder")
            },
            { bytes in
                guard let header = TarHeader(block: summed(bytes)), header.kind != .other("?"),
                    let block = header.block, let again = TarHeader(block: block)
                else { return }
                must(again.path.utf8.elementsEqual(header.path.utf8), "'\(header.path)' is read again")
                must(again.size == header.size, "\(header.size) is read again")
            },
        ])

    /// The bytes with the checksum of each block as it has to be, which chance would not find.
    private static func summed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for start in stride(from: 0, to: bytes.count - 511, by: 512) {
            guard bytes[start..<start + 512].contains(where: { $0 != 0 }) else { continue }
            bytes.replaceSubrange(start + 148..<start + 156, with: repeatElement(UInt8(ascii: " "), count: 8))
            let sum = bytes[start..<start + 512].reduce(0) { $0 + Int($1) }
            let digits = String(sum, radix: 8)
            let field = String(repeating: "0", count: 6 - digits.count) + digits + "\0 "
            bytes.replaceSubrange(start + 148..<start + 156, with: field.utf8)
        }
        return bytes
    }
}
