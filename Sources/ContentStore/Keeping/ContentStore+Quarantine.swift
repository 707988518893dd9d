public import ContentHash
internal import FileSystem
internal import SyncPoints

extension ContentStore {
    /// Moves an object that was found damaged out of the way, and keeps it for whoever wants to know.
    ///
    /// It is read once more where nobody else can place it: another process may have made it anew since it was found.
    /// - Parameters:
    ///   - digest: The object.
    ///   - form: What it should be.
    /// - Returns: How the object was found this time; one that is intact stays where it is.
    /// - Throws: ``ContentError`` where it can't be looked at or moved.
    @discardableResult
    public func quarantine(_ digest: Digest, form: ContentForm) throws(ContentError) -> Condition {
        SyncPoint.damageFound.reach()
        return try withLock(of: digest) { () throws(ContentError) in
            let found = try condition(of: digest, form: form, thorough: true)
            if found == .damaged { try putAside(digest) }
            return found
        }
    }

    /// Whether an object was once found damaged, and moved out of the way.
    /// - Throws: ``ContentError`` where that can't be looked at.
    public func isPutAside(_ digest: Digest) throws(ContentError) -> Bool {
        do throws(SystemError) {
            return try Folders.names(in: "\(root)/quarantine").contains { $0.hasPrefix("\(digest.hex)-") }
        } catch {
            guard error.isMissing else { throw .system(error) }
            return false
        }
    }

    private func putAside(_ digest: Digest) throws(ContentError) {
        let object = path(of: digest)
        do throws(SystemError) {
            try Folders.create("\(root)/quarantine")
            // A folder can be moved only where it can be written to.
            try Files.setMode(0o755, of: object)
            try Files.rename(object, to: "\(root)/quarantine/\(digest.hex)-\(UInt32.random(in: 0 ... .max))")
        } catch {
            guard error.isMissing else { throw .system(error) }
        }
        memory.forget(object)
    }
}
