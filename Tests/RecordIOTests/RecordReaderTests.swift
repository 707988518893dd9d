import Foundation
import RecordIO
import Testing

struct RecordReaderTests {
    @Test func `An empty file holds no record`() throws {
        #expect(try decoded([]) == [])
    }

    @Test func `A reader continues where it is sent`() throws {
        var reader = RecordReader(try encoded([[1], [2, 2], [3]]))
        reader.seek(to: 12)
        #expect(try reader.next() == [2, 2])
        #expect(reader.offset == 24)
        reader.seek(to: 0)
        #expect(try reader.next() == [1])
    }

    @Test func `A wrong magic number is reported with its offset`() throws {
        var bytes = try encoded([[1], [2]])
        bytes[12] = 0xFF
        expect(bytes, "at byte 12: no record: 0xced723ff stands where 0xced7230a should")
    }

    @Test func `A head that is cut off is reported with its offset`() throws {
        expect(
            Array(try encoded([[1], [2]]).prefix(17)), "at byte 12: truncated record: a head needs 8 bytes, there are 5"
        )
    }

    @Test func `A payload that is cut off is reported with its offset`() throws {
        expect(
            Array(try encoded([[1], [2, 2, 2, 2, 2]]).prefix(25)),
            "at byte 12: truncated record: 8 bytes are announced, there are 5")
    }

    @Test func `A record that misses its last part is reported`() throws {
        expect(
            Array(try encoded([.magic]).prefix(8)),
            "at byte 8: truncated record: the file ends at byte 8 within a record of several parts")
    }

    @Test func `A record that starts within another is reported`() throws {
        expect(
            try Array(encoded([.magic]).prefix(8)) + encoded([[1]]),
            "at byte 8: damaged record: a new record starts before the last one has ended")
    }

    @Test func `The rest of a record without its start is reported`() throws {
        expect(
            Array(try encoded([.magic]).dropFirst(8)),
            "at byte 0: damaged record: the rest of a record comes without its start")
    }

    @Test func `A flag without a meaning is reported`() throws {
        expect(.magic + [0, 0, 0, 0x80], "at byte 0: damaged record: the flag 4 has no meaning")
    }

    @Test func `An offset behind the end is reported`() throws {
        var reader = RecordReader(try encoded([[1]]))
        reader.seek(to: 100)
        #expect { try reader.next() } throws: {
            "\($0)" == "at byte 100: truncated record: there is no record; the file has 12 bytes"
        }
    }

    @Test func `A file that does not exist is named`() {
        #expect { try RecordReader(file: "/no/such.rec") } throws: {
            "\($0)" == "/no/such.rec: cannot open the file: No such file or directory"
        }
    }

    @Test func `Damage in a file is reported with the file`() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "a.rec")
            try Data([0, 0, 0, 0, 0, 0, 0, 0]).write(to: file)
            var reader = try RecordReader(file: file.path)
            #expect { try reader.next() } throws: {
                "\($0)" == "\(file.path): at byte 0: no record: 0x0 stands where 0xced7230a should"
            }
        }
    }

    /// Every prefix and every changed byte either reads or is refused; nothing traps.
    @Test func `No damage makes the reader trap`() throws {
        let bytes = try encoded(trickyPayloads)
        for position in bytes.indices {
            _ = try? decoded(Array(bytes.prefix(position)))
            var damaged = bytes
            damaged[position] ^= 0xFF
            _ = try? decoded(damaged)
        }
    }

    private func expect(
        _ bytes: [UInt8], _ message: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        let error = #expect(throws: RecordError.self, sourceLocation: sourceLocation) { try decoded(bytes) }
        #expect(error?.description == message, sourceLocation: sourceLocation)
    }
}
