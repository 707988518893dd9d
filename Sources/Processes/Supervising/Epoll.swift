import CSpawn

/// Waits for whichever of many descriptors becomes readable first.
struct Epoll {
    private let descriptor: Descriptor
    private var ready = [Int32](repeating: -1, count: 64)

    init() throws(SystemCallFailure) {
        descriptor = try Descriptor(checking: cspawn_epoll_create())
    }

    func add(_ watched: Descriptor) throws(SystemCallFailure) {
        guard cspawn_epoll_add(descriptor.number, watched.number) == 0 else { throw .current }
    }

    /// Watches a descriptor no longer; must precede its closing, as a copy in another process would keep it watched.
    func remove(_ watched: Descriptor) {
        _ = cspawn_epoll_remove(descriptor.number, watched.number)
    }

    /// Waits for some time, or without end for -1, and returns the numbers of the descriptors that are ready.
    mutating func wait(milliseconds: Int32) -> ArraySlice<Int32> {
        let count = cspawn_epoll_wait(descriptor.number, &ready, Int32(ready.count), milliseconds)
        return ready.prefix(max(0, Int(count)))
    }
}
