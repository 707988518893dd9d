internal import FoundationEssentials

/// A file of tensors in Hugging Face's safetensors format, of which 32-bit floats are known here.
///
/// Eight bytes with the length of the header (little-endian), the header (JSON: name, type, shape and place of each
/// tensor; padded with spaces to a multiple of eight bytes), the values. The tensors are sorted by name and there
/// is no metadata: the same tensors are the same bytes. See <https://huggingface.co/docs/safetensors>.
public struct SafeTensors: Hashable, Sendable {
    /// The tensors, sorted by the bytes of their names.
    public let tensors: [Tensor]

    /// Holds tensors.
    ///
    /// - Precondition: their names differ.
    public init(_ tensors: [Tensor]) {
        self.tensors = tensors.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        precondition(Set(tensors.map(\.name)).count == tensors.count, "two tensors have the same name")
    }

    /// Reads a file.
    ///
    /// - Throws: `TrainingJobError` with the path when the file is unreadable, damaged or holds another type.
    public init(file path: String) throws(TrainingJobError) {
        let bytes = try ByteFile.read(path)
        do throws(TrainingJobError) {
            try self.init(decoding: bytes)
        } catch {
            throw error.inFile(path)
        }
    }

    /// Writes a file.
    ///
    /// - Throws: `TrainingJobError` with the path.
    public func write(to path: String) throws(TrainingJobError) {
        try ByteFile.write(encoded, to: path)
    }

    private struct Entry: Codable {
        let dtype: String
        let shape: [Int]
        let dataOffsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype
            case shape
            case dataOffsets = "data_offsets"
        }
    }

    /// The bytes of the file.
    public var encoded: [UInt8] {
        var offset = 0
        var header = tensors.map { tensor in
            let start = offset
            offset += tensor.values.count * 4
            let shape = tensor.shape.map { "\($0)" }.joined(separator: ",")
            return #""\#(tensor.name)":{"dtype":"F32","shape":[\#(shape)],"data_offsets":[\#(start),\#(offset)]}"#
        }.joined(separator: ",")
        header = "{\(header)}"
        header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + header.utf8.count + offset)
        bytes.append(littleEndian: UInt64(header.utf8.count))
        bytes += header.utf8
        for tensor in tensors { bytes.append(littleEndian: tensor.values) }
        return bytes
    }

    /// Reads the bytes of a file.
    ///
    /// - Throws: `TrainingJobError` without a file name.
    public init(decoding bytes: [UInt8]) throws(TrainingJobError) {
        guard bytes.count >= 8 else {
            throw TrainingJobError(.malformed, "weights start with 8 bytes of length, there are \(bytes.count)")
        }
        let length = bytes.littleEndian(UInt64.self, at: 0)
        guard length <= UInt64(bytes.count - 8) else {
            throw TrainingJobError(
                .malformed, "the header of the weights has \(length) bytes, the rest of the file \(bytes.count - 8)")
        }
        let body = 8 + Int(length)
        guard let header = try? JSONDecoder().decode([String: Entry].self, from: Data(bytes[8..<body])) else {
            throw TrainingJobError(.malformed, "the header of the weights is damaged")
        }
        var tensors: [Tensor] = []
        for (name, entry) in header {
            tensors.append(try Self.tensor(name, entry, bytes, body))
        }
        self.init(tensors)
    }

    private static func tensor(
        _ name: String, _ entry: Entry, _ bytes: [UInt8], _ body: Int
    ) throws(TrainingJobError) -> Tensor {
        guard entry.dtype == "F32" else {
            throw TrainingJobError(.malformed, "the tensor “\(name)” is of type \(entry.dtype), not F32")
        }
        let offsets = entry.dataOffsets
        guard let count = Self.product(entry.shape), offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1],
            offsets[1] <= bytes.count - body, (offsets[1] - offsets[0]) % 4 == 0, (offsets[1] - offsets[0]) / 4 == count
        else {
            throw TrainingJobError(.malformed, "the tensor “\(name)” does not lie within the file")
        }
        return Tensor(name: name, shape: entry.shape, values: bytes.floats(count, at: body + offsets[0]))
    }

    /// The number of values of a shape; nil for one that no file can have.
    private static func product(_ shape: [Int]) -> Int? {
        var count = 1
        for side in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: side)
            guard side >= 0, !overflow else { return nil }
            count = product
        }
        return count
    }
}
