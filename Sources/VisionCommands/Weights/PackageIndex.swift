internal import Commands
internal import HTTPRequests

/// An index of Python packages as pip uses it, such as <https://pypi.org/simple>.
///
/// The format of its pages: <https://peps.python.org/pep-0503/>.
struct PackageIndex: Sendable {
    /// The address, without a slash at its end.
    let address: String
    let environment: [String: String]

    /// The index that `PIP_INDEX_URL` names, as it does for pip, otherwise PyPI.
    init(environment: [String: String]) {
        var address = environment["PIP_INDEX_URL"].flatMap { $0.isEmpty ? nil : $0 } ?? "https://pypi.org/simple"
        while address.hasSuffix("/") { address.removeLast() }
        self.address = address
        self.environment = environment
    }

    /// A page or file is given up on after this long: a package may have a hundred megabytes.
    private static let patience = Duration.seconds(1200)
    private static let largest = 1 << 30

    /// Downloads a package's file.
    /// - Throws: `CommandFailure` where the index does not have it or does not answer.
    func file(_ name: String, of package: String) async throws -> [UInt8] {
        let page = "\(address)/\(package)/"
        let text = String(decoding: try await bytes(page), as: UTF8.self)
        guard let link = Self.links(in: text).first(where: { Self.name(of: $0) == name }) else {
            throw CommandFailure("the package index has no \(name) at \(server)", .failed)
        }
        return try await bytes(Self.resolved(link, on: page))
    }

    /// The index, without what may be secret in its address.
    var server: String { HTTPRequest("GET", address).server }

    private func bytes(_ address: String) async throws -> [UInt8] {
        let request = HTTPRequest("GET", address, timeout: Self.patience)
        do {
            let response = try await request.send(environment: environment, limit: Self.largest)
            guard response.isSuccess else {
                throw CommandFailure(
                    "'\(request.server)' answers with status \(response.status) instead of the package", .failed)
            }
            return response.body
        } catch let failure as HTTPFailure {
            throw CommandFailure("\(failure)", .failed)
        }
    }

    /// The addresses that a page links to, without the digests that follow them.
    private static func links(in page: String) -> [String] {
        page.split(separator: "href=\"").dropFirst().map { rest in
            String(rest.prefix { $0 != "\"" && $0 != "#" }).replacing("&amp;", with: "&")
        }
    }

    private static func name(of link: String) -> String {
        String(link.prefix { $0 != "?" }.split(separator: "/").last ?? "")
    }

    /// The whole address of a link that a page has.
    private static func resolved(_ link: String, on page: String) -> String {
        if link.hasPrefix("http://") || link.hasPrefix("https://") { return link }
        let scheme = page.prefix { $0 != ":" } + "://"
        let host = page.dropFirst(scheme.count).prefix { $0 != "/" }
        if link.hasPrefix("/") { return "\(scheme)\(host)\(link)" }
        var folders = page.dropFirst(scheme.count + host.count).split(separator: "/").map(String.init)
        for part in link.split(separator: "/") {
            switch part {
            case ".": break
            case "..": _ = folders.popLast()
            default: folders.append(String(part))
            }
        }
        return "\(scheme)\(host)/\(folders.joined(separator: "/"))"
    }
}
