/// A labelled image as `mxnet.recordio.pack` lays it out: the header `IfQQ`, further labels, the encoded image.
public struct ImageRecord: Sendable, Equatable {
    /// What the image shows.
    public enum Label: Sendable, Equatable {
        /// One number, kept in the header itself.
        case one(Float)
        /// Several numbers between the header and the image.
        case several([Float])
    }

    /// What the image shows; for classification the class id.
    public var label: Label
    /// A number of one's own, as a rule the place in the data set.
    public var id: UInt64
    /// The upper half of ids longer than 64 bits, 0 otherwise.
    public var id2: UInt64
    /// The encoded image.
    public var image: [UInt8]

    public init(label: Label, id: UInt64, id2: UInt64 = 0, image: [UInt8]) {
        self.label = label
        self.id = id
        self.id2 = id2
        self.image = image
    }

    /// Labels an image with a class.
    public init(classID: Int, id: UInt64, image: [UInt8]) {
        self.init(label: .one(Float(classID)), id: id, image: image)
    }

    /// The class id, where the label is one whole number.
    public var classID: Int? {
        if case .one(let value) = label { Int(exactly: value) } else { nil }
    }

    static let headerSize = 24

    /// Reads the payload of a record.
    ///
    /// - Throws: `RecordError` when the payload is shorter than its header and labels.
    public init(decoding payload: [UInt8]) throws(RecordError) {
        guard payload.count >= Self.headerSize else {
            throw RecordError(.badHeader, offset: nil, "its header needs 24 bytes, there are \(payload.count)")
        }
        func word<Word: FixedWidthInteger>(at offset: Int, as type: Word.Type = Word.self) -> Word {
            payload.withUnsafeBytes { Word(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
        }
        let flag = Int(word(at: 0, as: UInt32.self))
        let rest = payload.count - Self.headerSize
        guard flag <= rest / 4 else {
            throw RecordError(
                .badHeader, offset: nil, "\(flag) labels need \(flag * 4) bytes, there are \(rest) after the header")
        }
        func float(at offset: Int) -> Float { Float(bitPattern: word(at: offset)) }
        self.init(
            label: flag == 0
                ? .one(float(at: 4)) : .several((0..<flag).map { float(at: Self.headerSize + 4 * $0) }),
            id: word(at: 8), id2: word(at: 16), image: Array(payload[(Self.headerSize + 4 * flag)...]))
    }

    /// The payload of a record that holds this image.
    public var payload: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headerSize + image.count)
        func append(_ word: some FixedWidthInteger) { withUnsafeBytes(of: word.littleEndian) { bytes += $0 } }
        switch label {
        case .one(let value):
            append(UInt32(0))
            append(value.bitPattern)
        case .several(let values):
            append(UInt32(values.count))
            append(Float(0).bitPattern)
        }
        append(id)
        append(id2)
        if case .several(let values) = label { values.forEach { append($0.bitPattern) } }
        bytes += image
        return bytes
    }
}
