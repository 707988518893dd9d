public import ContentHash
internal import Database
public import Execution

extension Registry {
    /// What an action key was made of, by tag and name; nothing where no result was ever made with it.
    public func components(of key: Digest) async throws -> [KeyComponent] {
        try await read { connection in try connection.components(of: key) }
    }
}
