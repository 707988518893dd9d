/// What an entry of the kind `x` says of the one that follows it, where a header has too little room: records of the form
/// `LENGTH KEYWORD=VALUE`, each with a line end.
///
/// See <https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html>, "pax Extended Header".
struct ExtendedHeader {
    /// The most bytes that are read of one; a path and a few numbers need far fewer.
    static let largestSize: Int64 = 1 << 20

    private var path: String?
    private var size: Int64?

    /// Says nothing.
    init() {}

    /// Reads the records; `nil` where they are none.
    init?(_ records: ArraySlice<UInt8>) {
        var rest = records
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
                let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length > space - rest.startIndex,
                length <= rest.count
            else { return nil }
            let record = rest[(space + 1)..<(rest.startIndex + length)]
            rest = rest.dropFirst(length)
            guard record.last == UInt8(ascii: "\n"), let equals = record.firstIndex(of: UInt8(ascii: "=")) else {
                return nil
            }
            let value = String(decoding: record[(equals + 1)...].dropLast(), as: UTF8.self)
            switch String(decoding: record[..<equals], as: UTF8.self) {
            case "path": path = value
            case "size":
                guard let number = Int64(value), number >= 0 else { return nil }
                size = number
            // Times, owners and the like.
            default: break
            }
        }
    }

    /// The header with what is known better.
    func completing(_ header: TarHeader) -> TarHeader {
        TarHeader(
            path: path ?? header.path, kind: header.kind, size: size ?? header.size, isExecutable: header.isExecutable)
    }
}
