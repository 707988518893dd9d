/// A file of tensors in Hugging Face's safetensors format.
///
/// Eight bytes with the length of the header (little-endian), the header (JSON: the metadata, then name, type, shape and place
/// of each tensor; padded with spaces to a multiple of eight bytes), the values. Written are 32-bit floats, and all sorted by
/// name: the same tensors and metadata are the same bytes. Read are numbers of every ``ElementType``. See
/// <https://huggingface.co/docs/safetensors>.
public struct SafeTensors: Hashable, Sendable {
    /// The tensors, sorted by the bytes of their names.
    public let tensors: [Tensor]
    /// What is told beside them, by name; texts are all that the format has.
    public let metadata: [String: String]

    /// Holds tensors.
    ///
    /// - Parameters:
    ///   - tensors: The tensors.
    ///   - metadata: What is told beside them, by name.
    /// - Precondition: their names differ.
    public init(_ tensors: [Tensor], metadata: [String: String] = [:]) {
        self.metadata = metadata
        self.tensors = tensors.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        precondition(Set(tensors.map(\.name)).count == tensors.count, "two tensors have the same name")
    }

    /// Reads a file.
    ///
    /// - Throws: `TrainingJobError` with the path when the file is unreadable, damaged or holds another type.
    public init(file path: String) throws(TrainingJobError) {
        let file = try MappedFile(path)
        do throws(TrainingJobError) {
            try self.init(file.bytes)
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

    /// The bytes of the file.
    public var encoded: [UInt8] {
        var offset = 0
        let entries = tensors.map { tensor in
            let start = offset
            offset += tensor.values.count * 4
            let shape = tensor.shape.map { "\($0)" }.joined(separator: ",")
            return
                #"\#(SafeTensorsHeader.quoted(tensor.name)):{"dtype":"F32","shape":[\#(shape)],"data_offsets":[\#(start),\#(offset)]}"#
        }
        var header = "{\((SafeTensorsHeader.entry(of: metadata) + entries).joined(separator: ","))}"
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
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(TrainingJobError) in try SafeTensors(bytes) }
        }
        self = try result.get()
    }

    private init(_ bytes: UnsafeRawBufferPointer) throws(TrainingJobError) {
        guard bytes.count >= 8 else {
            throw TrainingJobError(.malformed, "weights start with 8 bytes of length, there are \(bytes.count)")
        }
        let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard length <= UInt64(bytes.count - 8) else {
            throw TrainingJobError(
                .malformed, "the header of the weights has \(length) bytes, the rest of the file \(bytes.count - 8)")
        }
        let body = 8 + Int(length)
        let header = try SafeTensorsHeader(decoding: UnsafeRawBufferPointer(rebasing: bytes[8..<body]))
        let values = UnsafeRawBufferPointer(rebasing: bytes[body...])
        var tensors: [Tensor] = []
        for (name, entry) in header.entries {
            let (type, place) = try entry.place(of: name, in: values.count)
            let numbers = type.floats(in: UnsafeRawBufferPointer(rebasing: values[place]))
            tensors.append(Tensor(name: name, shape: entry.shape, values: numbers))
        }
        self.init(tensors, metadata: header.metadata)
    }
}
