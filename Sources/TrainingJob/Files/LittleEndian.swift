extension [UInt8] {
    mutating func append<Word: FixedWidthInteger>(littleEndian word: Word) {
        Swift.withUnsafeBytes(of: word.littleEndian) { append(contentsOf: $0) }
    }

    mutating func append(littleEndian values: some Collection<Float>) {
        for value in values { append(littleEndian: value.bitPattern) }
    }

    func littleEndian<Word: FixedWidthInteger>(_ type: Word.Type, at offset: Int) -> Word {
        withUnsafeBytes { Word(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
    }

    func floats(_ count: Int, at offset: Int) -> [Float] {
        (0..<count).map { Float(bitPattern: littleEndian(UInt32.self, at: offset + 4 * $0)) }
    }
}
