internal import ContentHash
internal import FileSystem

/// The digests of files by their paths, as `sha256sum` writes and checks them.
struct Checksums: Equatable {
    static let fileName = "SHA256SUMS"

    private(set) var digests: [String: Digest] = [:]

    /// Takes the digests of all files below a folder but of the list itself.
    init(of folder: String) throws {
        for file in try Folders.files(below: folder) where file != Self.fileName {
            digests[file] = try Self.digest(ofFile: "\(folder)/\(file)")
        }
    }

    /// Reads a list.
    ///
    /// Lines may end as on Windows, where a list that passed through an editor there does.
    /// - Throws: ``ExchangeError`` with the line that is none.
    init(parsing text: String, in source: String) throws(ExchangeError) {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated() where !line.isEmpty {
            // Between digest and path stand a space and a space or, for "binary", a star.
            let (hex, rest) = (line.prefix(64), line.dropFirst(64))
            guard let digest = Digest(hex: hex), rest.hasPrefix("  ") || rest.hasPrefix(" *"), rest.count > 2,
                Self.canHold(String(rest.dropFirst(2)))
            else {
                throw ExchangeError(
                    .damaged, "line \(index + 1) of \(Self.fileName) in '\(source)' is no digest with a path")
            }
            digests[String(rest.dropFirst(2))] = digest
        }
    }

    /// The list, sorted by path.
    var text: String {
        let sorted = digests.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return sorted.map { "\($0.value.hex)  \($0.key)\n" }.joined()
    }

    /// Whether the list can hold a path as it is; `sha256sum` writes others with escapes.
    static func canHold(_ path: String) -> Bool { !path.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\\") } }

    /// What of the files below a folder is not as the list says, in the order of the paths.
    func mistakes(in folder: String) throws -> [String] {
        let found = try Checksums(of: folder).digests
        let paths = Set(digests.keys).union(found.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return paths.compactMap { path in
            switch (digests[path], found[path]) {
            case (let expected?, let actual?) where expected != actual:
                "'\(path)' was changed: its digest is \(actual.hex), and \(Self.fileName) says \(expected.hex)"
            case (let expected?, nil):
                "'\(path)' is missing: \(Self.fileName) lists it with the digest \(expected.hex)"
            case (nil, let actual?):
                "'\(path)' does not belong there: \(Self.fileName) does not list it; its digest is \(actual.hex)"
            default: nil
            }
        }
    }

    private static func digest(ofFile path: String) throws -> Digest {
        var hash = SHA256()
        let file = try OpenFile(reading: path)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = try file.read(into: &buffer)
            if count == 0 { return hash.finish() }
            buffer.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }
}
