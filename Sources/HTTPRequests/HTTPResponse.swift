/// What a server answered.
public struct HTTPResponse: Hashable, Sendable {
    /// The number of the answer, such as 200 or 404.
    public let status: Int
    public let body: [UInt8]

    /// Whether the server did what it was asked for.
    public var isSuccess: Bool { (200..<300).contains(status) }

    /// The body as text; what is not UTF-8 becomes U+FFFD.
    public var text: String { String(decoding: body, as: UTF8.self) }
}
