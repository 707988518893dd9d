import ContentHash
import Testing

@Suite struct DigestTests {
    private let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    private let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func `The digests of the standard's examples are right`() {
        #expect(SHA256.digest(of: "").hex == empty)
        #expect(SHA256.digest(of: "abc").hex == abc)
        #expect(
            SHA256.digest(of: repeatElement(UInt8(ascii: "a"), count: 1_000_000)).hex
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `Content may come in pieces`() {
        var hash = SHA256()
        hash.update("a")
        [UInt8(ascii: "b")].withUnsafeBytes { hash.update($0) }
        hash.update(UnsafeRawBufferPointer(start: nil, count: 0))
        hash.update("c")
        #expect(hash.finish().hex == abc)
    }

    @Test func `A digest is read back from its digits and from its bytes`() throws {
        let digest = try #require(Digest(hex: abc))
        #expect(digest.hex == abc)
        #expect(digest.description == abc)
        #expect(digest.short == "ba7816bf8f01")
        #expect(digest.bytes.first == 0xba)
        #expect(Digest(bytes: digest.bytes) == digest)
        #expect(try JSON(encoding: [digest]).text == "[\"\(abc)\"]")
        #expect(try JSON.string(abc).decode(Digest.self) == digest)
    }

    @Test func `What is no digest is refused`() {
        #expect(Digest(hex: abc.dropLast()) == nil)
        #expect(Digest(hex: abc + "0") == nil)
        #expect(Digest(hex: abc.uppercased()) == nil)
        #expect(Digest(hex: "g" + abc.dropFirst()) == nil)
        #expect(Digest(bytes: [1, 2, 3]) == nil)
        #expect(throws: DecodingError.self) { try JSON.string("ab").decode(Digest.self) }
    }

    @Test func `Digests are ordered as their digits are`() {
        let digests = (0..<200).map { SHA256.digest(of: "\($0)") }
        #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
    }
}
