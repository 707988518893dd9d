/// Files of the time zone database, made by hand after RFC 8536.
enum ZoneBytes {
    /// A file of version 1, or of version 2 where there is a rule.
    static func file(
        changes: [(time: Int, type: UInt8)] = [], offsets: [Int32], rule: String? = nil, leapSeconds: Int = 0
    ) -> [UInt8] {
        let old = block(version: rule == nil ? 0 : UInt8(ascii: "2"), changes, offsets, leapSeconds, wordSize: 4)
        guard let rule else { return old }
        // What the first block says does not count, so it may as well say nothing.
        let empty = block(version: UInt8(ascii: "2"), [], [0], 0, wordSize: 4)
        let new = block(version: UInt8(ascii: "2"), changes, offsets, leapSeconds, wordSize: 8)
        return empty + new + Array("\n\(rule)\n".utf8)
    }

    private static func block(
        version: UInt8, _ changes: [(time: Int, type: UInt8)], _ offsets: [Int32], _ leapSeconds: Int, wordSize: Int
    ) -> [UInt8] {
        var bytes = Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
        for count in [0, 0, leapSeconds, changes.count, offsets.count, 4] { bytes += number(count, 4) }
        for change in changes { bytes += number(change.time, wordSize) }
        for change in changes { bytes.append(change.type) }
        for offset in offsets { bytes += number(Int(offset), 4) + [0, 0] }
        return bytes + Array("XYZ\0".utf8) + [UInt8](repeating: 0, count: leapSeconds * (wordSize + 4))
    }

    private static func number(_ value: Int, _ size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * (size - 1 - $0))) }
    }
}
