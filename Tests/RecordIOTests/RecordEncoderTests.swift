import RecordIO
import Testing

struct RecordEncoderTests {
    @Test(arguments: [
        ([], "0a23d7ce00000000"),
        ([1, 2, 3, 4], "0a23d7ce0400000001020304"),
        ([1, 2, 3, 4, 5], "0a23d7ce050000000102030405000000"),
        ([1, 10, 35, 215, 206, 2], "0a23d7ce06000000010a23d7ce020000"),
    ])
    func `A payload without the magic number is one padded part`(payload: [UInt8], hex: String) throws {
        #expect(try encoded([payload]).hex == hex)
    }

    @Test func `The magic number at a multiple of four splits a payload and is left out`() throws {
        let payload: [UInt8] = [1, 2, 3, 4] + .magic + [5, 6, 7, 8] + .magic + [9]
        #expect(
            try encoded([payload]).hex
                == "0a23d7ce0400002001020304" + "0a23d7ce0400004005060708" + "0a23d7ce0100006009000000")
    }

    @Test func `The magic number alone becomes two empty parts`() throws {
        #expect(try encoded([.magic]).hex == "0a23d7ce00000020" + "0a23d7ce00000060")
    }

    /// What `MXIndexedRecordIO` of mxnet 1.9.1 wrote for these payloads.
    @Test func `The bytes are those of mxnet`() throws {
        let written =
            "0a23d7ce01000000010000000a23d7ce04000000010203040a23d7ce0500000001020304050000000a23d7ce"
            + "000000200a23d7ce000000600a23d7ce000000200a23d7ce000000400a23d7ce000000600a23d7ce00000020"
            + "0a23d7ce01000060090000000a23d7ce04000020010203040a23d7ce000000600a23d7ce0400002001020304"
            + "0a23d7ce0a00006005060708090a23d7ce0100000a23d7ce04000020010203040a23d7ce0400004005060708"
            + "0a23d7ce000000400a23d7ce03000060010203000a23d7ce07000000010a23d7ce0203000a23d7ce21000000"
            + "cecececececececececececececececececececececececececececececececece000000"
        #expect(try encoded(Array(trickyPayloads.dropFirst())).hex == written)
    }

    @Test func `Every payload comes back as it was`() throws {
        #expect(try decoded(try encoded(trickyPayloads)) == trickyPayloads)
    }
}
