/// What a model thinks of a set of images, in the order of their records.
///
/// The file, all little-endian: the eight characters `SIGNPRED`; version 1 (32 bits); number of classes `C` (32 bits);
/// number of images (64 bits); then for each image its record's id (64 bits), its true class (64 bits) and `C`
/// probabilities (32-bit floats). In NumPy: `np.fromfile(file, [("id", "<u8"), ("class", "<u8"), ("p", "<f4", C)],
/// offset=24)`.
public struct Predictions: Hashable, Sendable, RandomAccessCollection {
    /// The number of classes.
    public let classCount: Int
    private var ids: [UInt64] = []
    private var classes: [Int] = []
    private var probabilities: [Float] = []

    private static let magic = [UInt8]("SIGNPRED".utf8)
    private static let version: UInt32 = 1
    private static let headerSize = 24

    /// Starts without images.
    public init(classCount: Int) {
        precondition(classCount > 0, "there is no prediction without classes")
        self.classCount = classCount
    }

    /// Appends images; `probabilities` holds a row of `classCount` for each.
    public mutating func append(
        ids: some Collection<UInt64>, classes: some Collection<Int>, probabilities: some Collection<Float>
    ) {
        precondition(
            ids.count == classes.count && ids.count * classCount == probabilities.count,
            "\(ids.count) ids, \(classes.count) classes and \(probabilities.count) probabilities do not fit together")
        self.ids += ids
        self.classes += classes
        self.probabilities += probabilities
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { ids.count }

    public subscript(position: Int) -> Prediction {
        Prediction(
            id: ids[position], trueClass: classes[position],
            probabilities: Array(probabilities[position * classCount..<(position + 1) * classCount]))
    }

    /// Writes a file.
    ///
    /// - Throws: `TrainingJobError` with the path.
    public func write(to path: String) throws(TrainingJobError) {
        try ByteFile.write(encoded, to: path)
    }

    /// Reads a file.
    ///
    /// - Throws: `TrainingJobError` with the path when the file is unreadable, damaged or of another version.
    public init(file path: String) throws(TrainingJobError) {
        let bytes = try ByteFile.read(path)
        do throws(TrainingJobError) {
            try self.init(decoding: bytes)
        } catch {
            throw error.inFile(path)
        }
    }

    /// The bytes of the file.
    public var encoded: [UInt8] {
        var bytes = Self.magic
        bytes.reserveCapacity(Self.headerSize + ids.count * (16 + 4 * classCount))
        bytes.append(littleEndian: Self.version)
        bytes.append(littleEndian: UInt32(classCount))
        bytes.append(littleEndian: UInt64(ids.count))
        for index in ids.indices {
            bytes.append(littleEndian: ids[index])
            bytes.append(littleEndian: UInt64(classes[index]))
            bytes.append(littleEndian: probabilities[index * classCount..<(index + 1) * classCount])
        }
        return bytes
    }

    /// Reads the bytes of a file.
    ///
    /// - Throws: `TrainingJobError` without a file name.
    public init(decoding bytes: [UInt8]) throws(TrainingJobError) {
        guard bytes.count >= Self.headerSize, bytes.starts(with: Self.magic) else {
            throw TrainingJobError(.malformed, "it is not a file of predictions")
        }
        let version = bytes.littleEndian(UInt32.self, at: 8)
        guard version == Self.version else {
            throw TrainingJobError(
                .unknownVersion, "its predictions are in version \(version), only version \(Self.version) is known")
        }
        let classCount = Int(bytes.littleEndian(UInt32.self, at: 12))
        let count = bytes.littleEndian(UInt64.self, at: 16)
        let row = 16 + 4 * classCount
        let rest = bytes.count - Self.headerSize
        guard classCount > 0, count <= UInt64(rest), Int(count) * row == rest else {
            throw TrainingJobError(
                .malformed,
                "\(count) predictions of \(classCount) classes need \(row) bytes each, the file has \(rest) for them")
        }
        self.init(classCount: classCount)
        for start in stride(from: Self.headerSize, to: bytes.count, by: row) {
            let trueClass = bytes.littleEndian(UInt64.self, at: start + 8)
            guard trueClass < UInt64(classCount) else {
                throw TrainingJobError(
                    .malformed, "at byte \(start): class \(trueClass) is none of \(classCount) classes")
            }
            ids.append(bytes.littleEndian(UInt64.self, at: start))
            classes.append(Int(trueClass))
            probabilities += bytes.floats(classCount, at: start + 16)
        }
    }
}
