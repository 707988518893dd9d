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
                == "'model-1/\(String(repeating: "n", count: 101))' has too long a path for an archive; "
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
    }

    /// Changes a header, with the checksum as it has to be.
    private func changed(_ header: TarHeader, _ change: (inout [UInt8]) -> Void) throws -> [UInt8] {
        var block = try #require(header.block)
        change(&block)
        let sum = block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
        let digits = String(sum, radix: 8)
        block.replaceSubrange(148..<154, with: (String(repeating: "0", count: 6 - digits.count) + digits).utf8)
        return block
    }

    @Test func `Every header that is read is written so that it is read again`() throws {
        // A slash and an accent after it are one character to Swift, and so are a number sign of Arabic and a slash after it.
        var names = [""]
        for length in 0..<3 {
            names += names.filter { $0.unicodeScalars.count == length }
                .flatMap { name in ["a", "/", "\u{301}", "\u{600}"].map { name + $0 } }
        }
        #expect(names.count == 85)
        let long = String(repeating: "p", count: 98)
        let empty = TarHeader(path: "x", kind: .file)
        for name in names {
            for prefix in ["", "p", "/", "\u{600}", long, "/\(long)"] {
                for letter in "05" {
                    let block = try changed(empty) { block in
                        block.replaceSubrange(0..<name.utf8.count, with: name.utf8)
                        if name.isEmpty { block[0] = 0 }
                        block.replaceSubrange(345..<345 + prefix.utf8.count, with: prefix.utf8)
                        block[156] = letter.asciiValue!
                    }
                    let header = try #require(TarHeader(block: block))
                    let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
                    guard let again = header.block else {
                        #expect(path.isEmpty || path.utf8.first == UInt8(ascii: "/") && path.utf8.count > 100)
                        continue
                    }
                    let read = try #require(TarHeader(block: again))
                    #expect(read.path.utf8.elementsEqual(header.path.utf8) && read.kind == header.kind, "'\(path)'")
                }
            }
        }
    }

    @Test func `A path has no slashes at its end, and one without a name is not written`() throws {
        #expect(TarHeader(path: "a/b//", kind: .folder).path == "a/b")
        #expect(TarHeader(path: "\u{600}/", kind: .folder).path == "\u{600}")
        #expect(TarHeader(path: "//", kind: .folder).path == "/")
        #expect(TarHeader(path: "", kind: .folder).block == nil)
    }

    @Test func `A file of eight gigabytes and more has its size in another form, as other programs read it`() throws {
        defer { remove() }
        let largest = TarHeader(path: "x", kind: .file, size: 1 << 33 - 1)
        #expect(try String(decoding: #require(largest.block)[124..<136], as: UTF8.self) == "77777777777\u{0}")
        let large = TarHeader(path: "x", kind: .file, size: 1 << 33 + 5)
        let block = try #require(large.block)
        #expect(block[124..<136] == [0x80, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 5])
        for header in [largest, large, TarHeader(path: "x", kind: .file, size: .max)] {
            #expect(TarHeader(block: try #require(header.block)) == header)
        }
        // A number below zero, and one that is no size on earth.
        for first: [UInt8] in [[0xff, 0xff], [0x80, 1]] {
            #expect(TarHeader(block: try changed(large) { $0.replaceSubrange(124..<126, with: first) }) == nil)
        }
        // The content is a hole.
        let archive = "\(folder)/large.tar"
        try Data(block).write(to: URL(fileURLWithPath: archive))
        try #require(truncate(archive, 512 + (1 << 33 + 512) + 1024) == 0)
        let listing = Process()
        let output = Pipe()
        listing.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        listing.arguments = ["tar", "-tvf", archive]
        listing.standardOutput = output
        try listing.run()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        listing.waitUntilExit()
        #expect(text.contains(" \(1 << 33 + 5) "), "\(text)")
    }

    @Test func `What an extended header says of the size and the path of the next entry counts`() throws {
        defer { remove() }
        func extended(_ records: String, size: Int? = nil) throws -> [UInt8] {
            let header = TarHeader(path: "x", kind: .file, size: Int64(size ?? records.utf8.count))
            let block = try changed(header) { $0[156] = UInt8(ascii: "x") }
            return block + Array(records.utf8) + [UInt8](repeating: 0, count: header.padding)
        }
        func header(after bytes: [UInt8]) throws -> TarHeader? {
            var rest = bytes[...]
            return try TarHeader.next { count in
                defer { rest = rest.dropFirst(count) }
                return Array(rest.prefix(count))
            }
        }
        let entry = try #require(TarHeader(path: "short", kind: .file, size: 0, isExecutable: true).block)
        let large = TarHeader(path: "short", kind: .file, size: 1 << 33, isExecutable: true)
        #expect(try header(after: extended("19 size=8589934592\n") + entry) == large)
        for records in ["0 size=1\n", "99 size=1\n", "8 size=1\n", "10 size=x\n", "11 size=-1\n", "7 size\n", "x"] {
            #expect(throws: TarError.damaged, "\(records)") { try header(after: extended(records) + entry) }
        }
        #expect(throws: TarError.damaged) { try header(after: extended("", size: 1 << 30)) }
        #expect(throws: TarError.cutOff) { try header(after: extended("19 size=8589934592\n").dropLast()) }
        #expect(throws: TarError.cutOff) { try header(after: extended("19 size=8589934592\n")) }

        let content = Array("hello".utf8) + [UInt8](repeating: 0, count: 507 + 1024)
        try unpack(Data(extended("10 size=5\n22 path=deep/in/läng\n12 uid=1000\n") + entry + content))
        #expect(FileManager.default.contents(atPath: "\(folder)/out/deep/in/läng") == Data("hello".utf8))
        #expect(
            message { try unpack(Data(extended("16 path=../evil\n") + entry + content)) }
                == "the archive 'SOURCE' holds '../evil', which leads out of its folder; nothing was imported")
    }

    @Test func `What could be written outside, or is neither a file nor a folder, is refused`() throws {
        defer { remove() }
        func refusal(_ path: String, letter: Character = "0") throws -> String {
            let letter = try #require(letter.asciiValue)
            let block = try changed(TarHeader(path: path, kind: .file)) { $0[156] = letter }
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
            try refusal("b", letter: "g") == "the archive 'SOURCE' holds an entry of the kind 'g', 'b', \(rest)")
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
