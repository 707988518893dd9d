import CCrypto

/// A SHA-256 digest.
struct Digest: Hashable, Comparable {
    /// 64 lower-case hex digits.
    let hex: String

    /// The first 8 digits, enough to tell two versions of one declaration apart.
    var short: String { String(hex.prefix(8)) }

    /// Digests a list of texts; each is preceded by its length, so that no two lists share an encoding.
    init(of texts: [String]) {
        var encoding = ""
        for text in texts {
            encoding += "\(text.utf8.count):"
            encoding += text
        }
        self = encoding.withUTF8 { Self(UnsafeRawBufferPointer($0)) }
    }

    /// Digests bytes as they are.
    init(bytes: [UInt8]) {
        self = bytes.withUnsafeBytes { Self($0) }
    }

    /// Digests a set of digests: neither order nor repetition counts.
    init(combining digests: some Sequence<Self>) {
        self.init(of: Set(digests).map(\.hex).sorted())
    }

    private init(_ bytes: UnsafeRawBufferPointer) {
        let digest = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            let done = EVP_Digest(bytes.baseAddress, bytes.count, buffer.baseAddress, nil, EVP_sha256(), nil)
            precondition(done == 1, "libcrypto has SHA-256")
            count = 32
        }
        let digits = Array("0123456789abcdef".utf8)
        hex = String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    static func < (lhs: Self, rhs: Self) -> Bool { lhs.hex < rhs.hex }
}
