import Archives
import Foundation
import Testing

@testable import ModelExchange

@Suite struct `A tar archive` {
    private let folder: String

    init() throws {
        folder = "\(NSTemporaryDirectory())/tar-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: "\(folder)/in/deep/empty", withIntermediateDirectories: true)
    }

    private func write(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/in/\(name)"))
    }

    private func unpack(_ bytes: Data) throws {
        try bytes.write(to: URL(fileURLWithPath: "\(folder)/archive.tar"))
        try FileManager.default.createDirectory(atPath: "\(folder)/out", withIntermediateDirectories: true)
        try TarReader(archive: "\(folder)/archive.tar", source: "SOURCE").unpack(into: "\(folder)/out")
    }

    private func packed() throws -> Data {
        let archive = "\(folder)/\(UUID().uuidString).tar"
        try TarWriter(folder: "\(folder)/in", name: "model-1").write(to: archive)
        return try Data(contentsOf: URL(fileURLWithPath: archive))
    }

    private func remove() { try? FileManager.default.removeItem(atPath: folder) }

    @Test func `What is packed is unpacked, empty files and folders, long paths and all`() throws {
        defer { remove() }
        let long = String(repeating: "a", count: 90)
        try FileManager.default.createDirectory(atPath: "\(folder)/in/\(long)", withIntermediateDirectories: true)
        try write("deep", "\(long)/\(String(repeating: "é", count: 49))")
        try write("", "empty")
        try write(String(repeating: "x", count: 512), "block")
        try write("run", "deep/program")
        chmod("\(folder)/in/deep/program", 0o755)
        try unpack(packed())
        let paths = { try FileManager.default.subpathsOfDirectory(atPath: $0).sorted() }
        #expect(try paths("\(folder)/out/model-1") == paths("\(folder)/in"))
        for path in try paths("\(folder)/in") {
            #expect(
                FileManager.default.contents(atPath: "\(folder)/in/\(path)")
                    == FileManager.default.contents(atPath: "\(folder)/out/model-1/\(path)"))
        }
        #expect(FileManager.default.isExecutableFile(atPath: "\(folder)/out/model-1/deep/program"))
        #expect(!FileManager.default.isExecutableFile(atPath: "\(folder)/out/model-1/block"))
    }

    @Test func `A path that no header can hold is refused`() throws {
        defer { remove() }
        try write("x", String(repeating: "n", count: 101))
        #expect(
            message { try packed() }
                == "'model-1/\(String(repeating: "n", count: 101))' has too long a path, or is too large, for an archive; "
                + "export to a folder instead")
    }

    @Test func `A header is pinned byte for byte`() throws {
        defer { remove() }
        let header = TarHeader(path: "model-1/weights", kind: .file, size: 1234)
        let block = try #require(header.block)
        #expect(block.count == 512)
        #expect(String(decoding: block[..<15], as: UTF8.self) == "model-1/weights")
        #expect(
            String(decoding: block[100..<157], as: UTF8.self)
                == "0000644\u{0}0000000\u{0}0000000\u{0}00000002322\u{0}00000000000\u{0}012037\u{0} 0")
        #expect(String(decoding: block[257..<265], as: UTF8.self) == "ustar\u{0}00")
        #expect(TarHeader(block: block) == header)
        #expect(TarHeader(path: "x", kind: .file, size: 1 << 33).block == nil)
    }

    @Test func `What could be written outside, or is neither a file nor a folder, is refused`() throws {
        defer { remove() }
        func refusal(_ path: String, letter: Character = "0") throws -> String {
            var block = try #require(TarHeader(path: path, kind: .file).block)
            block[156] = try #require(letter.asciiValue)
            let sum = block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
            let digits = String(sum, radix: 8)
            block.replaceSubrange(148..<154, with: (String(repeating: "0", count: 6 - digits.count) + digits).utf8)
            return message { try unpack(Data(block + [UInt8](repeating: 0, count: 1024))) }
        }
        #expect(
            try refusal("a/../../b")
                == "the archive 'SOURCE' holds 'a/../../b', which leads out of its folder; nothing was imported")
        #expect(
            try refusal("/b") == "the archive 'SOURCE' holds '/b', which leads out of its folder; nothing was imported")
        // A slash and an accent behind it are one character, but not to the kernel.
        #expect(
            try refusal("../\u{301}b")
                == "the archive 'SOURCE' holds '../\u{301}b', which leads out of its folder; nothing was imported")
        let rest = "and a model has files and folders only; nothing was imported"
        #expect(try refusal("b", letter: "1") == "the archive 'SOURCE' holds the link 'b', \(rest)")
        #expect(try refusal("b", letter: "2") == "the archive 'SOURCE' holds the link 'b', \(rest)")
        #expect(try refusal("b", letter: "3") == "the archive 'SOURCE' holds the device 'b', \(rest)")
        #expect(
            try refusal("b", letter: "x") == "the archive 'SOURCE' holds an entry of the kind 'x', 'b', \(rest)")
    }

    @Test func `An archive that is cut off anywhere is refused`() throws {
        defer { remove() }
        try write("0123456789", "file")
        let whole = try packed()
        // Three folders, the file, its content.
        #expect(whole.count == 4 * 512 + 512 + 1024)
        for count in stride(from: 0, to: whole.count - 1023, by: 100) {
            let message = message { try unpack(whole.prefix(count)) }
            try? FileManager.default.removeItem(atPath: "\(folder)/out")
            #expect(
                message.hasPrefix("the archive 'SOURCE' cannot be unpacked: it is cut off "), "\(count): \(message)")
        }
        var damaged = whole
        damaged[3] ^= 1
        #expect(
            message { try unpack(damaged) }
                == "the archive 'SOURCE' cannot be unpacked: it is no tar archive, or is damaged; get it again")
        #expect(
            message { try unpack(whole.dropLast(1024) + whole) }
                == "the archive 'SOURCE' holds 'model-1/file' twice; nothing was imported")
    }

    private func message(_ body: () throws -> some Any) -> String {
        do {
            _ = try body()
            return "nothing was thrown"
        } catch { return "\(error)" }
    }
}
