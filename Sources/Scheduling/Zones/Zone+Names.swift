internal import FileSystem
internal import Glibc

extension Zone {
    /// Where the machine keeps the time zone database.
    ///
    /// It is what the variable `TZDIR` says, or the first of the usual folders that exists.
    public static var folder: String {
        if let named = environment("TZDIR"), !named.isEmpty { return named }
        let usual = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"]
        return usual.first { (try? FileStatus(of: $0))?.kind == .folder } ?? usual[0]
    }

    /// The names of all zones of the machine, sorted.
    public static func names() -> [String] { names(in: folder) }

    /// The names of all zones in a folder, sorted; none where the folder cannot be read.
    static func names(in folder: String) -> [String] {
        var names: [String] = []
        collect(folder, "", into: &names)
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Adds the zones of a folder, but neither tables (with a dot) nor variants of all zones (in small letters).
    private static func collect(_ folder: String, _ prefix: String, into names: inout [String]) {
        for name in (try? Folders.names(in: folder)) ?? [] where !name.contains(".") {
            guard let first = name.utf8.first, first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") else { continue }
            let path = "\(folder)/\(name)"
            guard let status = try? FileStatus(ofLink: path) else { continue }
            switch status.kind {
            case .folder: collect(path, "\(prefix)\(name)/", into: &names)
            case .file: names.append(prefix + name)
            // Old names are links; a link to a folder could lead in a circle.
            case .link: if (try? FileStatus(of: path))?.kind == .file { names.append(prefix + name) }
            case .other: continue
            }
        }
    }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
