internal import FileSystem

extension Zone {
    /// The zone of the machine's clock, or UTC where it cannot be told.
    ///
    /// It is what the variable `TZ` names, or what `/etc/localtime` is a link to, or the name in `/etc/timezone`. A `TZ`
    /// that is no name but a rule (`CET-1CEST`) is passed over, for it could not be written down as a name.
    public static var local: Zone { local(variable: environment("TZ"), etc: "/etc", folder: folder) }

    static func local(variable: String?, etc: String, folder: String) -> Zone {
        if let variable {
            // To the C library an empty variable is UTC.
            if variable.isEmpty { return .utc }
            let text = variable.hasPrefix(":") ? String(variable.dropFirst()) : variable
            if let zone = named(text.hasPrefix("/") ? nameInPath(text) : text, folder) { return zone }
        }
        if let zone = named(nameBehindLink("\(etc)/localtime"), folder) { return zone }
        if let text = try? Files.readText("\(etc)/timezone") {
            let line = text.split(whereSeparator: \.isNewline).first ?? ""
            if let zone = named(line.split(separator: " ").first.map(String.init), folder) { return zone }
        }
        return .utc
    }

    private static func named(_ name: String?, _ folder: String) -> Zone? {
        name.flatMap { try? Zone(named: $0, in: folder) }
    }

    /// The name in a link such as `../usr/share/zoneinfo/Europe/Berlin`; links to links are followed.
    private static func nameBehindLink(_ path: String) -> String? {
        var path = path
        for _ in 0..<8 {
            guard let target = try? Files.target(ofLink: path) else { return nil }
            if let name = nameInPath(target) { return name }
            path = target.hasPrefix("/") ? target : "\(Files.folder(of: path))/\(target)"
        }
        return nil
    }

    private static func nameInPath(_ path: String) -> String? {
        let parts = path.split(separator: "/")
        guard let mark = parts.lastIndex(of: "zoneinfo") else { return nil }
        return parts[(mark + 1)...].joined(separator: "/")
    }
}
