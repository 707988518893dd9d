internal import FileSystem
internal import Suggestions

/// The clock of a region, by its name in the IANA time zone database: `Europe/Berlin`.
///
/// It is read from the machine's own files (RFC 8536), so that it is right where the machine is. Times after the last
/// change in the file follow the rule at its end.
public struct Zone: Hashable, Sendable {
    public let name: String
    /// When the offset changes, in seconds since 1970, rising.
    let changes: [Int]
    /// The offset before the first change, and after each.
    let offsets: [Int]
    /// What holds after the last change.
    let later: Later?

    /// Coordinated Universal Time, which needs no file.
    public static let utc = Zone(name: "UTC", file: ZoneFile(offset: 0))

    /// Reads a zone.
    ///
    /// - Parameter name: The name, as `Europe/Berlin`. `UTC` is known without a file.
    /// - Throws: ``ZoneError`` where there is no such zone, with the closest name.
    public init(named name: String) throws(ZoneError) {
        try self.init(named: name, in: Zone.folder)
    }

    /// Reads a zone from a folder of zones.
    ///
    /// - Parameters:
    ///   - name: The name, as `Europe/Berlin`. `UTC` is known without a file.
    ///   - folder: The folder, as `/usr/share/zoneinfo`.
    /// - Throws: ``ZoneError`` where there is no such zone, with the closest name.
    public init(named name: String, in folder: String) throws(ZoneError) {
        if name == Zone.utc.name {
            self = .utc
            return
        }
        guard Zone.isName(name) else { throw Zone.unknown(name, in: folder) }
        let path = "\(folder)/\(name)"
        do {
            guard try FileStatus(of: path).kind == .file else { throw Zone.unknown(name, in: folder) }
            self.init(name: name, file: try ZoneFile(try Files.read(path)))
        } catch let error as SystemError {
            if error.isMissing { throw Zone.unknown(name, in: folder) }
            throw ZoneError(name: name, reason: "the time zone '\(name)' cannot be read: \(error)")
        } catch let error as ZoneFile.Damage {
            throw ZoneError(name: name, reason: "the time zone '\(name)' cannot be read: '\(path)' \(error.reason)")
        } catch let error as ZoneError {
            throw error
        } catch {
            preconditionFailure("reading a zone fails in three ways, and not with \(error)")
        }
    }

    private init(name: String, file: ZoneFile) {
        self.name = name
        (changes, offsets, later) = (file.changes, file.offsets, file.later)
    }

    /// Whether a name is made of parts that can only be below the folder.
    private static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                part.first?.isLetter == true
                    && part.utf8.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                            UInt8(ascii: "+"):
                            true
                        default: false
                        }
                    }
            }
    }

    private static func unknown(_ name: String, in folder: String) -> ZoneError {
        let known = names(in: folder)
        if known.isEmpty {
            return ZoneError(
                name: name,
                reason: "the time zone '\(name)' cannot be read: there are no zones in '\(folder)'; "
                    + "install the package tzdata, or use UTC")
        }
        let guess = suggestion(for: name, among: known)
        return ZoneError(
            name: name,
            reason: "there is no time zone '\(name)'"
                + (guess.isEmpty ? "; use a name such as Europe/Berlin or UTC" : guess))
    }
}
