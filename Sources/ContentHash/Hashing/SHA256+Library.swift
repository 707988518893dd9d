internal import CCrypto

extension SHA256 {
    /// The version of the libcrypto that this process runs with, such as `OpenSSL 3.0.17 1 Jul 2025`.
    public static var libraryVersion: String { String(cString: OpenSSL_version(OPENSSL_VERSION)) }
}
