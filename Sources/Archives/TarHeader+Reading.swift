extension TarHeader {
    /// Reads the header of the next entry, and what an entry before it says of it.
    /// - Parameter read: Reads so many bytes of the archive, or fewer where it ends before.
    /// - Returns: The header, after which the content follows; `nil` at the end of the archive.
    /// - Throws: ``TarError``, and what reading throws.
    public static func next(reading read: (Int) throws -> [UInt8]) throws -> TarHeader? {
        var extended = ExtendedHeader()
        while true {
            let block = try read(blockSize)
            guard block.count == blockSize else { throw TarError.cutOff }
            if block.allSatisfy({ $0 == 0 }) { return nil }
            guard let header = TarHeader(block: block) else { throw TarError.damaged }
            guard header.kind == .other("x") else { return extended.completing(header) }
            guard header.size <= ExtendedHeader.largestSize else { throw TarError.damaged }
            let content = try read(Int(header.size) + header.padding)
            guard content.count == Int(header.size) + header.padding else { throw TarError.cutOff }
            guard let records = ExtendedHeader(content.prefix(Int(header.size))) else { throw TarError.damaged }
            extended = records
        }
    }
}
