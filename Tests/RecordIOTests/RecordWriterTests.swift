import Foundation
import RecordIO
import Testing

struct RecordWriterTests {
    @Test func `The file holds the records and the index their offsets`() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "a.rec")
            let index = folder.appending(path: "a.idx")
            var writer = try RecordWriter(file: file.path, index: index.path)
            for (key, payload) in trickyPayloads.enumerated() { try writer.append(payload, key: UInt64(key)) }
            let size = writer.byteCount
            try writer.finish()

            let bytes = [UInt8](try Data(contentsOf: file))
            #expect(try bytes == encoded(trickyPayloads))
            #expect(bytes.count == size)
            let text = try String(contentsOf: index, encoding: .utf8)
            #expect(text.hasPrefix("0\t0\n1\t8\n2\t20\n3\t32\n4\t48\n"))

            var reader = try RecordReader(file: file.path)
            for entry in try RecordIndex(parsing: text).entries.reversed() {
                reader.seek(to: entry.offset)
                #expect(try reader.next() == trickyPayloads[Int(entry.key)])
            }
        }
    }

    @Test func `More than the writer keeps in memory is written all the same`() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "a.rec")
            var writer = try RecordWriter(file: file.path, index: folder.appending(path: "a.idx").path)
            for key in 0..<5 { try writer.append([UInt8](repeating: UInt8(key), count: 400_001), key: UInt64(key)) }
            try writer.finish()
            var reader = try RecordReader(file: file.path)
            for key in 0..<5 { #expect(try reader.next() == [UInt8](repeating: UInt8(key), count: 400_001)) }
            #expect(try reader.next() == nil)
        }
    }

    @Test func `A file that cannot be created is named`() {
        let error = #expect(throws: RecordError.self) { _ = try RecordWriter(file: "/no/a.rec", index: "/no/a.idx") }
        #expect(error?.description == "/no/a.rec: cannot create the file: No such file or directory")
    }

    @Test func `A full disk is reported`() throws {
        var writer = try RecordWriter(file: "/dev/full", index: "/dev/null")
        try writer.append([1, 2, 3], key: 0)
        var message = ""
        do {
            try writer.finish()
        } catch {
            message = "\(error)"
        }
        #expect(message == "/dev/full: cannot write the file: No space left on device")
    }

    @Test func `The lines of an index may end as on Windows`() throws {
        #expect(try RecordIndex(parsing: "0\t0\r\n1\t24\r\n").text == "0\t0\n1\t24\n")
    }

    @Test(arguments: ["1 2", "1\t", "a\t1", "1\t-1", "1\t2\t3"])
    func `A line of an index that is none is reported with its number`(line: String) {
        let error = #expect(throws: RecordError.self) { try RecordIndex(parsing: "0\t0\n\(line)\n") }
        #expect(
            error?.description == "damaged index: line 2 is “\(line)”, not a key, a tab and an offset")
    }
}
