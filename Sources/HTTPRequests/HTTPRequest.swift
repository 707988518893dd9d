/// A request to a web server, which the program `curl` makes.
///
/// ```swift
/// var request = HTTPRequest("POST", "https://example.org/hook", json: #"{"run": "1m7yrna6pe6v"}"#)
/// request.headers.append(("X-Signature", signature))
/// let response = try await request.send(environment: ["PATH": "/usr/bin:/bin"])
/// guard response.isSuccess else { … response.status, response.text … }
/// ```
///
/// curl reads the request from its standard input: no address, header or password is an argument, which everybody on
/// the machine could see. Redirections are not followed, and nobody's `~/.curlrc` counts.
public struct HTTPRequest: Sendable {
    /// What is sent along.
    public enum Body: Hashable, Sendable {
        case bytes([UInt8])
        /// The content of the file at a path, however large.
        case file(String)
    }

    /// Who asks.
    public enum Credentials: Hashable, Sendable {
        case token(String)
        case password(user: String, password: String)
    }

    /// The method, such as `POST`.
    public var method: String
    /// The address, which begins with `http://` or `https://`; it may name a user and password.
    public var url: String
    /// Names and values, in the order in which they are sent.
    public var headers: [(name: String, value: String)]
    public var body: Body?
    public var credentials: Credentials?
    /// How long the connection may take.
    public var connectTimeout: Duration
    /// How long everything may take, with the connection.
    public var timeout: Duration

    /// Describes a request.
    public init(
        _ method: String, _ url: String, headers: [(name: String, value: String)] = [], body: Body? = nil,
        credentials: Credentials? = nil, connectTimeout: Duration = .seconds(10), timeout: Duration = .seconds(30)
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.credentials = credentials
        self.connectTimeout = connectTimeout
        self.timeout = timeout
    }

    /// Describes a request that sends a JSON text.
    public init(
        _ method: String, _ url: String, json: String, credentials: Credentials? = nil,
        timeout: Duration = .seconds(30)
    ) {
        self.init(
            method, url, headers: [("Content-Type", "application/json")], body: .bytes(Array(json.utf8)),
            credentials: credentials, timeout: timeout)
    }

    /// The scheme, host and port of the address, for messages: what else is in it may be secret.
    public var server: String {
        let scheme = Self.schemes.first { url.lowercased().hasPrefix($0) } ?? ""
        let authority = url.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        return scheme + authority.split(separator: "@", omittingEmptySubsequences: false).suffix(1).joined()
    }

    static let schemes = ["http://", "https://"]
}
