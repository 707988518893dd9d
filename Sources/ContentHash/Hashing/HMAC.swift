/// A code that only those who know a key can make of a message, as RFC 2104 defines it for SHA-256.
public enum HMAC {
    private static let blockSize = 64

    /// Returns the code of a message.
    /// - Parameters:
    ///   - message: What is vouched for, or hidden.
    ///   - key: What only those know who may make or compare codes.
    /// - Returns: The code, which tells nothing of the message to whoever lacks the key.
    public static func sha256(of message: [UInt8], key: [UInt8]) -> Digest {
        var block = key.count > blockSize ? SHA256.digest(of: key).bytes : key
        block += [UInt8](repeating: 0, count: blockSize - block.count)
        let inner = SHA256.digest(of: block.map { $0 ^ 0x36 } + message)
        return SHA256.digest(of: block.map { $0 ^ 0x5c } + inner.bytes)
    }
}
