/// A request in the language of curl's configuration files.
struct CurlConfiguration {
    let request: HTTPRequest
    /// Where the answer goes.
    let output: String
    /// The file that is sent.
    let upload: String?
    /// Whether a large file is fetched: it goes on where it ended, and only a connection that brings nothing is given up.
    var isDownload = false

    /// Returns the text.
    /// - Throws: `HTTPFailure` where a value could be taken for more than it is.
    func text() throws(HTTPFailure) -> String {
        try check(request.method, "the method '\(request.method)'")
        try check(request.url, "the address of '\(request.server)'")
        guard HTTPRequest.schemes.contains(where: { request.url.lowercased().hasPrefix($0) }),
            !request.url.contains(" ")
        else {
            throw HTTPFailure(
                code: .invalid, server: request.server,
                detail: "'\(request.server)' is no address of a server: it must begin with http:// or https://")
        }
        var lines = ["silent", "show-error", "globoff", option("proto", "=http,https")]
        lines.append(option("request", request.method))
        lines.append(option("url", request.url))
        lines.append(option("connect-timeout", Self.seconds(min(request.connectTimeout, request.timeout))))
        if isDownload {
            lines += ["fail", "location", option("proto-redir", "=http,https"), option("continue-at", "-")]
            let patience = max(1, request.timeout.components.seconds)
            lines += [option("speed-limit", "1"), option("speed-time", "\(patience)")]
        } else {
            lines.append(option("max-time", Self.seconds(request.timeout)))
        }
        lines.append(option("output", output))
        lines.append(option("write-out", "%{http_code}"))
        if let upload { lines.append(option("upload-file", upload)) }
        if request.method == "HEAD" { lines.append("head") }
        // A server that knows nothing of "100 Continue" would make curl wait for a second.
        lines.append(option("header", "Expect:"))
        for (name, value) in request.headers {
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else {
                throw HTTPFailure(code: .invalid, server: request.server, detail: "'\(name)' is no name for a header")
            }
            try check("\(name): \(value)", "the header '\(name)'")
            lines.append(option("header", "\(name): \(value)"))
        }
        switch request.credentials {
        case nil: break
        case .token(let token):
            try check(token, "the token for '\(request.server)'")
            lines.append(option("header", "Authorization: Bearer \(token)"))
        case .password(let user, let password):
            try check(user + password, "the user or password for '\(request.server)'")
            lines.append(option("user", "\(user):\(password)"))
        }
        return lines.map { "\($0)\n" }.joined()
    }

    private func option(_ name: String, _ value: String) -> String {
        let quoted = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\(name) = \"\(quoted)\""
    }

    /// Refuses what would end the line that it stands in.
    private func check(_ value: String, _ what: String) throws(HTTPFailure) {
        guard value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return }
        throw HTTPFailure(
            code: .invalid, server: request.server, detail: "\(what) contains a line break or control character")
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
    }

    /// The whole seconds and thousandths.
    static func seconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = max(1, seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        let fraction = "\(milliseconds % 1000 + 1000)".dropFirst()
        return "\(milliseconds / 1000).\(fraction)"
    }
}
