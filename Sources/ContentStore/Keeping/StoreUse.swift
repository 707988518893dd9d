internal import FileSystem

/// The right to use a store, or to have it for oneself, as long as the value lives; a process that dies gives it up.
public final class StoreUse: Sendable {
    private let lock: FileLock

    fileprivate init(_ lock: consuming FileLock) { self.lock = lock }
}

extension ContentStore {
    /// Begins a use beside others, as runs do: no object that a result refers to now goes away before it ends.
    /// - Returns: `nil` while somebody has the store alone.
    /// - Throws: ``ContentError`` where the lock can't be taken.
    public func use() throws(ContentError) -> StoreUse? { try use(isShared: true) }

    /// Keeps all others from beginning a use, as garbage collection does.
    /// - Returns: `nil` while others use the store.
    /// - Throws: ``ContentError`` where the lock can't be taken.
    public func useAlone() throws(ContentError) -> StoreUse? { try use(isShared: false) }

    private func use(isShared: Bool) throws(ContentError) -> StoreUse? {
        try system { () throws(SystemError) in
            guard let lock = try FileLock.ifFree("\(root)/locks/use", isShared: isShared) else { return nil }
            return StoreUse(lock)
        }
    }
}
