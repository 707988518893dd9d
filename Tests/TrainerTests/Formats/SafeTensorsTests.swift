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

    @Test func `A file that another program wrote may have metadata nowhere and its header unpadded`() throws {
        let bytes = file(#"{"x":{"data_offsets":[0,4],"shape":[1],"dtype":"F32"}}"#, [0, 0, 128, 63])
        #expect(try SafeTensors(decoding: bytes).tensors == [Tensor(name: "x", shape: [1], values: [1])])
    }

    @Test(arguments: [
        (#"{"x":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#, "the tensor “x” is of type F16, not F32"),
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

    @Test func `A file that ends too early is refused`() {
        let short = #expect(throws: TrainingJobError.self) { try SafeTensors(decoding: [1, 2, 3]) }
        #expect(short?.description == "weights start with 8 bytes of length, there are 3")
        let cut = #expect(throws: TrainingJobError.self) { try SafeTensors(decoding: [9, 0, 0, 0, 0, 0, 0, 0, 123]) }
        #expect(cut?.description == "the header of the weights has 9 bytes, the rest of the file 1")
    }
}
