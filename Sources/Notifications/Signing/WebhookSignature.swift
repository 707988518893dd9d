internal import ContentHash

/// The headers by which a receiver knows that a webhook comes from someone who has the secret, and is no repetition.
///
/// `X-Pipeline-Signature` is `sha256=` and, in hexadecimal digits, the HMAC-SHA256 of the text of `X-Pipeline-Timestamp`, a
/// full stop, and the body as it was sent. The timestamp, in seconds since 1970, is that of the try. A receiver makes the same
/// code of what it got, compares the two in constant time, and refuses timestamps that are minutes old:
///
/// ```python
/// expected = "sha256=" + hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
/// if not hmac.compare_digest(expected, signature): refuse()
/// ```
struct WebhookSignature {
    /// The names and values of the headers.
    let headers: [(name: String, value: String)]

    init(body: String, secret: [UInt8], time: Double) {
        let timestamp = "\(Int64(time))"
        let code = HMAC.sha256(of: Array("\(timestamp).\(body)".utf8), key: secret)
        headers = [("X-Pipeline-Timestamp", timestamp), ("X-Pipeline-Signature", "sha256=\(code.hex)")]
    }
}
