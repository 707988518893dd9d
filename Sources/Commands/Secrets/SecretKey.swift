internal import ContentHash
internal import FileSystem
internal import Glibc
internal import PipelineKit

/// The project's own random key, with which secrets are digested: without it nobody can try out what a digest stands for.
struct SecretKey: Sendable {
    private let bytes: [UInt8]

    private static let size = 32

    /// Reads the key of a project, or makes it where a secret is used for the first time.
    /// - Throws: `CommandFailure` where it can't be read, or others can read it too.
    init(_ project: Project) throws(CommandFailure) {
        let path = "\(project.home)/registry/secret.key"
        do throws(PrivateFileError) {
            if (try? FileStatus(ofLink: path)) == nil { try Self.make(path) }
            bytes = try PrivateFile.read(path)
        } catch {
            throw CommandFailure("the key by which secrets are told apart: \(error)", .failed)
        }
        guard bytes.count == Self.size else {
            throw CommandFailure(
                "the key by which secrets are told apart, '\(path)', is damaged; remove it: steps that take secrets run again",
                .failed)
        }
    }

    /// Returns the digest of a secret that keys and records may have.
    func digest(of secret: Secret) -> Digest { HMAC.sha256(of: Array(secret.reveal().utf8), key: bytes) }

    private static func make(_ path: String) throws(PrivateFileError) {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<size).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
        do throws(PrivateFileError) { try PrivateFile.create(path, bytes) } catch {
            // Of several processes that make it at once, one does.
            guard case .system(let cause) = error, cause.code == EEXIST else { throw error }
        }
    }
}
