extension [UInt8] {
    mutating func append<Word: FixedWidthInteger>(littleEndian word: Word) {
        Swift.withUnsafeBytes(of: word.littleEndian) { append(contentsOf: $0) }
    }

    /// Appends values as they lie in memory: every machine that libtorch runs on is little-endian.
    mutating func append(littleEndian values: some Collection<Float>) {
        let copied: Void? = values.withContiguousStorageIfAvailable { append(contentsOf: UnsafeRawBufferPointer($0)) }
        if copied == nil { for value in values { append(littleEndian: value.bitPattern) } }
    }

    func littleEndian<Word: FixedWidthInteger>(_ type: Word.Type, at offset: Int) -> Word {
        withUnsafeBytes { Word(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
    }

    func floats(_ count: Int, at offset: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { room, done in
            withUnsafeBytes {
                UnsafeMutableRawBufferPointer(room).copyMemory(from: .init(rebasing: $0[offset..<offset + 4 * count]))
            }
            done = count
        }
    }
}
