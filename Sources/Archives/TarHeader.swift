/// The block of 512 bytes before each entry of a tar archive, in the format `ustar` of POSIX.1-1988.
///
/// See <https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html>, "ustar Interchange Format".
public struct TarHeader: Equatable, Sendable {
    /// What an entry is.
    public enum Kind: Equatable, Sendable {
        case file, folder
        /// A link, a device, or something that only some programs know: by its letter.
        case other(Character)

        /// What to call it in a message.
        public var words: String {
            switch self {
            case .file: "the file"
            case .folder: "the folder"
            case .other("1"), .other("2"): "the link"
            case .other("3"), .other("4"): "the device"
            case .other("6"): "the named pipe"
            case .other(let letter): "an entry of the kind '\(letter)',"
            }
        }
    }

    /// The bytes of a header; content is filled up to a multiple of it.
    public static let blockSize = 512
    /// The most bytes that eleven octal digits tell of.
    private static let largestOctal: Int64 = 1 << 33 - 1
    private static let slash = UInt8(ascii: "/")

    public let path: String
    public let kind: Kind
    public let size: Int64
    public let isExecutable: Bool

    /// Describes an entry.
    /// - Parameters:
    ///   - path: Its path in the archive; slashes at its end are left out, as they only tell that it is a folder.
    ///   - kind: What it is.
    ///   - size: The bytes of its content.
    ///   - isExecutable: Whether it may be executed.
    public init(path: String, kind: Kind, size: Int64 = 0, isExecutable: Bool = false) {
        self.path = Self.withoutEnd(path)
        self.kind = kind
        self.size = size
        self.isExecutable = isExecutable
    }

    /// How many bytes fill up the last block of the content.
    public var padding: Int { (Self.blockSize - Int(size % Int64(Self.blockSize))) % Self.blockSize }

    /// Reads a block; `nil` where its checksum says that it is none.
    /// - Parameter block: The bytes of the block.
    public init?(block: [UInt8]) {
        guard block.count == Self.blockSize, Self.octal(block[148..<156]) == Self.sum(of: block),
            let size = Self.size(block[124..<136])
        else { return nil }
        let (name, prefix) = (Self.text(block[0..<100]), Self.text(block[345..<500]))
        // GNU tar writes "ustar" and two spaces, and uses the field of the prefix for times.
        let hasPrefix = block[257..<263].elementsEqual("ustar\0".utf8) && !prefix.isEmpty
        path = Self.withoutEnd(hasPrefix ? "\(prefix)/\(name)" : name)
        switch block[156] {
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): kind = .file
        case UInt8(ascii: "5"): kind = .folder
        case let letter: kind = .other(Character(Unicode.Scalar(letter)))
        }
        self.size = size
        isExecutable = (Self.octal(block[100..<108]) ?? 0) & 0o100 != 0
    }

    /// The block, which tells of no time and no owner, so that the same content is the same bytes.
    /// - Returns: `nil` where the path is empty, or too long to be told.
    public var block: [UInt8]? {
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        func put(_ text: String, at start: Int) {
            block.replaceSubrange(start..<start + text.utf8.count, with: text.utf8)
        }
        guard let (prefix, name) = parts else { return nil }
        put(name, at: 0)
        put(isExecutable || kind == .folder ? "0000755" : "0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        if size <= Self.largestOctal {
            put(Self.digits(size, 11), at: 124)
        } else {
            block.replaceSubrange(124..<136, with: Self.binary(size))
        }
        put("00000000000", at: 136)
        block[156] = UInt8(ascii: kind == .folder ? "5" : "0")
        put("ustar\u{0}00", at: 257)
        put("0000000", at: 329)
        put("0000000", at: 337)
        put(prefix, at: 345)
        put(Self.digits(Self.sum(of: block), 6) + "\u{0} ", at: 148)
        return block
    }

    /// The path, divided at a slash where it is too long for the field of the name.
    private var parts: (prefix: String, name: String)? {
        guard !self.path.isEmpty else { return nil }
        let path = kind == .folder ? "\(self.path)/" : self.path
        if path.utf8.count <= 100 { return ("", path) }
        for index in path.utf8.indices where path.utf8[index] == Self.slash {
            let (prefix, name) = (path[..<index], path[path.utf8.index(after: index)...])
            if 1...155 ~= prefix.utf8.count, 1...100 ~= name.utf8.count { return (String(prefix), String(name)) }
        }
        return nil
    }

    /// A path without the slashes at its end; of slashes alone, one is left.
    ///
    /// They are looked for among the bytes: to Swift, a slash can be one character with what stands before or after it.
    private static func withoutEnd(_ path: String) -> String {
        var bytes = path.utf8[...]
        while bytes.count > 1, bytes.last == slash { bytes.removeLast() }
        return String(Substring(bytes))
    }

    /// The sum of all bytes, with the field of the sum itself taken as spaces.
    private static func sum(of block: [UInt8]) -> Int64 {
        block.enumerated().reduce(0) { $0 + Int64((148..<156).contains($1.offset) ? 32 : $1.element) }
    }

    private static func digits(_ value: Int64, _ count: Int) -> String {
        let digits = String(value, radix: 8)
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }

    /// A size that is too large for octal digits, as GNU tar writes it: a bit that says so, and then the number, big-endian.
    private static func binary(_ size: Int64) -> [UInt8] {
        [0x80, 0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: size >> (56 - 8 * $0)) }
    }

    private static func size(_ field: ArraySlice<UInt8>) -> Int64? {
        guard let first = field.first, first & 0x80 != 0 else { return octal(field) }
        let number = [first & 0x7f] + field.dropFirst()
        guard number.dropLast(8).allSatisfy({ $0 == 0 }) else { return nil }
        return Int64(exactly: number.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    private static func octal(_ field: ArraySlice<UInt8>) -> Int64? {
        let text = String(decoding: field, as: UTF8.self)
        let digits = text.drop { $0 == " " }.prefix { ("0"..."7").contains($0) }
        return digits.isEmpty ? nil : Int64(digits, radix: 8)
    }

    private static func text(_ field: ArraySlice<UInt8>) -> String {
        String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }
}
