/// What a file of the time zone database tells: the changes of the offset, and the rule for later ones.
///
/// The format is TZif (RFC 8536): a header with counts, changes as 32-bit times, and from version 2 on a second header
/// with the same as 64-bit times, followed by a rule as in the variable `TZ`. The names of the offsets do not matter here.
struct ZoneFile {
    /// Why a file is no zone, as the words after its name.
    struct Damage: Error, Hashable { let reason: String }

    private(set) var changes: [Int] = []
    private(set) var offsets: [Int]
    private(set) var later: Zone.Later?

    /// A zone whose offset never changes.
    init(offset: Int) { offsets = [offset] }

    init(_ bytes: [UInt8]) throws(Damage) {
        let first = try Header(bytes, at: 0)
        guard first.version > 0 else {
            offsets = [0]
            try read(bytes, first, at: Header.size, wordSize: 4)
            return
        }
        let start = Header.size + first.dataSize(wordSize: 4)
        let second = try Header(bytes, at: start)
        offsets = [0]
        let last = try read(bytes, second, at: start + Header.size, wordSize: 8)
        let footer = bytes[(start + Header.size + second.dataSize(wordSize: 8))...]
        guard footer.count >= 2, footer.first == newline, footer.last == newline else {
            throw Damage(reason: "ends without the rule for later times")
        }
        let text = String(decoding: footer.dropFirst().dropLast(), as: UTF8.self)
        if !text.isEmpty {
            guard let rule = ZoneRule(text) else {
                throw Damage(reason: "ends with a rule that has no meaning: \(text)")
            }
            let start = last ?? Zone.beginning
            add(rule.segment(at: start).offset, at: start)
            later = Zone.Later(start: start, rule: rule)
        }
    }

    /// Reads the changes, and returns the time of the last.
    @discardableResult
    private mutating func read(
        _ bytes: [UInt8], _ header: Header, at start: Int, wordSize: Int
    ) throws(Damage) -> Int? {
        guard start + header.dataSize(wordSize: wordSize) <= bytes.count else { throw Damage(reason: "is cut short") }
        guard header.leapSecondCount == 0 else {
            throw Damage(reason: "counts leap seconds, which the machine's clock does not")
        }
        guard header.typeCount > 0 else { throw Damage(reason: "has no offset") }
        let kindStart = start + header.changeCount * wordSize
        let typeStart = kindStart + header.changeCount
        let types = (0..<header.typeCount).map { bytes.integer(at: typeStart + $0 * 6, size: 4) }
        offsets = [types[0]]
        var last: Int?
        for index in 0..<header.changeCount {
            let time = bytes.integer(at: start + index * wordSize, size: wordSize)
            let kind = Int(bytes[kindStart + index])
            guard kind < types.count, time > last ?? .min else { throw Damage(reason: "has changes out of order") }
            guard time < -Zone.beginning else { throw Damage(reason: "has a change after the end of all calendars") }
            last = time
            add(types[kind], at: time)
        }
        return last
    }

    private mutating func add(_ offset: Int, at time: Int) {
        // Some files begin with a time before the world was, which means "always"; some changes are of the name alone.
        if time <= Zone.beginning {
            offsets = [offset]
        } else if offset != offsets[offsets.count - 1] {
            changes.append(time)
            offsets.append(offset)
        }
    }

    /// The counts at the beginning of a block.
    private struct Header {
        static let size = 44
        let version: UInt8
        let leapSecondCount, changeCount, typeCount: Int
        private let otherSize: Int

        init(_ bytes: [UInt8], at start: Int) throws(Damage) {
            guard start + Header.size <= bytes.count, bytes[start..<start + 4].elementsEqual("TZif".utf8) else {
                throw Damage(reason: start == 0 ? "is no file of the time zone database" : "is cut short")
            }
            version = bytes[start + 4]
            let counts = (0..<6).map { bytes.integer(at: start + 20 + $0 * 4, size: 4) }
            guard counts.allSatisfy({ $0 >= 0 }) else { throw Damage(reason: "has a negative count") }
            (leapSecondCount, changeCount, typeCount) = (counts[2], counts[3], counts[4])
            otherSize = counts[0] + counts[1] + counts[5]
        }

        func dataSize(wordSize: Int) -> Int {
            changeCount * (wordSize + 1) + typeCount * 6 + leapSecondCount * (wordSize + 4) + otherSize
        }
    }
}

private let newline = UInt8(ascii: "\n")

extension [UInt8] {
    /// A signed number of 4 or 8 bytes, the most significant first.
    fileprivate func integer(at start: Int, size: Int) -> Int {
        let bits = self[start..<start + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return size == 4 ? Int(Int32(truncatingIfNeeded: bits)) : Int(Int64(bitPattern: bits))
    }
}
