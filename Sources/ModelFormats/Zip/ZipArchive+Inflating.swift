internal import CZlib

extension ZipArchive {
    /// Takes a file out of an archive, whether it is compressed or not.
    /// - Parameters:
    ///   - name: The whole name of the file in the archive.
    ///   - archive: The bytes of the archive.
    /// - Returns: The bytes of the file, which have the length and the checksum that the archive tells.
    /// - Throws: ``WeightsError`` where the archive has no such file, or is damaged.
    public static func contents(of name: String, in archive: [UInt8]) throws(WeightsError) -> [UInt8] {
        let result = archive.withUnsafeBytes { bytes in
            Result { () throws(WeightsError) in
                let archive = try ZipArchive(bytes)
                guard let entry = archive.entry(name) else {
                    throw WeightsError(.malformed, "the archive has no file \(name)")
                }
                return try archive.inflated(entry)
            }
        }
        return try result.get()
    }

    /// Returns the bytes of a file, checked.
    private func inflated(_ entry: Entry) throws(WeightsError) -> [UInt8] {
        let packed = try contents(entry)
        let damaged = WeightsError(.malformed, "the archive's file \(entry.name) is damaged")
        // DEFLATE makes at most 1,032 bytes of one: more is an announcement to reserve memory for nothing.
        guard entry.size / 1032 <= packed.count, entry.size <= UInt32.max, packed.count <= UInt32.max else {
            throw damaged
        }
        let bytes: [UInt8]
        switch entry.method {
        case 0: bytes = Array(packed)
        case 8: bytes = Self.inflated(packed, size: entry.size)
        default:
            throw WeightsError(
                .unsupported, "the archive's file \(entry.name) is compressed in a way that is not known here")
        }
        guard bytes.count == entry.size, Self.checksum(bytes) == entry.checksum else { throw damaged }
        return bytes
    }

    /// Returns what DEFLATE makes of bytes, or nothing where they are not the whole of a stream.
    private static func inflated(_ packed: UnsafeRawBufferPointer, size: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size) { room, count in
            var stream = z_stream()
            guard czlib_begin_raw(&stream) == Z_OK else { return }
            defer { inflateEnd(&stream) }
            // zlib reads there, and never writes.
            stream.next_in = UnsafeMutableRawPointer(mutating: packed.baseAddress)?.assumingMemoryBound(to: UInt8.self)
            stream.avail_in = UInt32(packed.count)
            stream.next_out = room.baseAddress
            stream.avail_out = UInt32(room.count)
            guard inflate(&stream, Z_FINISH) == Z_STREAM_END else { return }
            count = room.count - Int(stream.avail_out)
        }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32_z(0, bytes, bytes.count))
    }
}
