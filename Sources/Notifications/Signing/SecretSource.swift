internal import FileSystem
internal import PipelineKit

/// Finds the secret that a webhook is signed with.
struct SecretSource {
    let secret: NotificationSecret
    /// The folder that a relative path counts from.
    let folder: String
    let environment: [String: String]

    /// Returns the secret's bytes, without a line break at the end of a file.
    /// - Throws: ``DeliveryProblem`` with what to do; it never has the secret in it.
    func bytes() throws(DeliveryProblem) -> [UInt8] {
        switch secret {
        case .environment(let name):
            guard let value = environment[name], !value.isEmpty else {
                throw DeliveryProblem("the environment variable '\(name)', which holds the secret, is not set")
            }
            return Array(value.utf8)
        case .file(let path):
            return try content(of: path.hasPrefix("/") ? path : "\(folder)/\(path)")
        }
    }

    private func content(of path: String) throws(DeliveryProblem) -> [UInt8] {
        var bytes: [UInt8]
        do throws(PrivateFileError) { bytes = try PrivateFile.read(path) } catch {
            throw DeliveryProblem("the file of the secret: \(error)")
        }
        while let last = bytes.last, last == 0x0a || last == 0x0d { bytes.removeLast() }
        guard !bytes.isEmpty else { throw DeliveryProblem("the file of the secret, '\(path)', is empty") }
        return bytes
    }
}
