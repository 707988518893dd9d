import Testing
import TrainingJob

struct SafeTensorsTests {
    private let tensors = SafeTensors([
        Tensor(name: "b", shape: [], values: [-2]),
        Tensor(name: "a", shape: [2, 1], values: [1, 0.5]),
    ])

    private let header =
        #"{"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}"#

    private func file(_ header: String, _ body: [UInt8] = []) -> [UInt8] {
        [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + body
    }

    @Test func `The bytes are the header's length, the header padded to eight, and the values by name`() throws {
        let values: [UInt8] = [0, 0, 128, 63, 0, 0, 0, 63, 0, 0, 0, 192]
        let bytes = file(header + "   ", values)
        #expect(tensors.encoded == bytes)
        #expect(try SafeTensors(decoding: bytes) == tensors)
    }

    @Test func `Metadata stand before the tensors, by name`() throws {
        let told = SafeTensors(tensors.tensors, metadata: ["b": "2", "a": "\"1\""])
        let text = String(decoding: told.encoded.dropFirst(8), as: UTF8.self)
        #expect(text.hasPrefix(#"{"__metadata__":{"a":"\"1\"","b":"2"},"a":{"dtype":"F32""#))
        #expect(try SafeTensors(decoding: told.encoded) == told)
    }

    @Test func `A file that another program wrote may have metadata nowhere and its header unpadded`() throws {
        let bytes = file(#"{"x":{"data_offsets":[0,4],"shape":[1],"dtype":"F32"}}"#, [0, 0, 128, 63])
        #expect(try SafeTensors(decoding: bytes).tensors == [Tensor(name: "x", shape: [1], values: [1])])
    }

    @Test(arguments: [
        (
            #"{"x":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}"#,
            "the tensor “x” is of type F8_E4M3, which is none of F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL"
        ),
        (#"{"x":{"dtype":"F16","shape":[1],"data_offsets":[0,4]}}"#, "the tensor “x” does not lie within the file"),
        (#"{"x":{"dtype":"F64","shape":[0],"data_offsets":[0,4]}}"#, "the tensor “x” does not lie within the file"),
        (
            #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0078":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#,
            "two tensors of the weights are called “x”"
        ),
        (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#, "the tensor “x” does not lie within the file"),
        (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, "the tensor “x” does not lie within the file"),
        (#"{"x":{"dtype":"F32","shape":[-1],"data_offsets":[4,0]}}"#, "the tensor “x” does not lie within the file"),
        (
            #"{"x":{"dtype":"F32","shape":[4611686018427387905,4],"data_offsets":[0,4]}}"#,
            "the tensor “x” does not lie within the file"
        ),
        (#"{"x":"#, "the header of the weights is damaged"),
    ])
    func `A damaged header is refused`(header: String, message: String) {
        let error = #expect(throws: TrainingJobError.self) { try SafeTensors(decoding: file(header, [0, 0, 0, 0])) }
        #expect(error?.description == message)
    }

    @Test(arguments: [
        ("F64", [0, 0, 0, 0, 0, 0, 4, 0xc0], [-2.5] as [Float]), ("F16", [0, 0x3c, 1, 0], [1, 0x1p-24]),
        ("F16", [0, 0x7c, 0xff, 0xfb], [.infinity, -65504]), ("BF16", [0xc0, 0x3f], [1.5]),
        ("I64", [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [-1]), ("I32", [0, 1, 0, 0], [256]),
        ("I16", [0xfe, 0xff], [-2]), ("I8", [0x80], [-128]), ("U8", [0x80], [128]), ("BOOL", [0, 1], [0, 1]),
    ])
    func `Numbers of every type become 32-bit floats`(type: String, bytes: [UInt8], values: [Float]) throws {
        let header =
            #"{"__metadata__":{"format":"pt"},"x":{"dtype":"\#(type)","shape":[\#(values.count)],"#
            + #""data_offsets":[0,\#(bytes.count)]}}"#
        #expect(try SafeTensors(decoding: file(header, bytes)).tensors.map(\.values) == [values])
    }

    @Test func `A name may have whatever letters`() throws {
        let named = SafeTensors([Tensor(name: #"a"b\c/é"#, shape: [], values: [1])])
        #expect(String(decoding: named.encoded.dropFirst(8).prefix(17), as: UTF8.self) == #"{"a\"b\\c/é":{"d"#)
        #expect(try SafeTensors(decoding: named.encoded) == named)
    }

    @Test func `A file that ends too early is refused`() {
        let short = #expect(throws: TrainingJobError.self) { try SafeTensors(decoding: [1, 2, 3]) }
        #expect(short?.description == "weights start with 8 bytes of length, there are 3")
        let cut = #expect(throws: TrainingJobError.self) { try SafeTensors(decoding: [9, 0, 0, 0, 0, 0, 0, 0, 123]) }
        #expect(cut?.description == "the header of the weights has 9 bytes, the rest of the file 1")
    }
}
