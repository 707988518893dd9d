import RecordIO
import Testing

struct ImageRecordTests {
    @Test func `One label stands in the header`() throws {
        let record = ImageRecord(classID: 14, id: 258, image: [0xFF, 0xD8])
        #expect(
            record.payload.hex == "00000000" + "00006041" + "0201000000000000" + "0000000000000000" + "ffd8")
        #expect(try ImageRecord(decoding: record.payload) == record)
        #expect(record.classID == 14)
    }

    @Test func `Several labels stand behind the header`() throws {
        let record = ImageRecord(label: .several([1, -2.5, 3]), id: 1, id2: 2, image: [7])
        #expect(
            record.payload.hex == "03000000" + "00000000" + "0100000000000000" + "0200000000000000"
                + "0000803f" + "000020c0" + "00004040" + "07")
        #expect(try ImageRecord(decoding: record.payload) == record)
        #expect(record.classID == nil)
    }

    @Test func `A label that is no whole number is no class`() {
        #expect(ImageRecord(label: .one(1.5), id: 0, image: []).classID == nil)
        #expect(ImageRecord(label: .one(.nan), id: 0, image: []).classID == nil)
    }

    @Test func `A payload shorter than the header is refused`() {
        let error = #expect(throws: RecordError.self) { try ImageRecord(decoding: [UInt8](repeating: 0, count: 23)) }
        #expect(error?.description == "damaged image record: its header needs 24 bytes, there are 23")
    }

    @Test func `More labels than there are bytes are refused`() {
        let error = #expect(throws: RecordError.self) {
            try ImageRecord(decoding: [3, 0, 0, 0] + [UInt8](repeating: 0, count: 31))
        }
        #expect(error?.description == "damaged image record: 3 labels need 12 bytes, there are 11 after the header")
    }
}
