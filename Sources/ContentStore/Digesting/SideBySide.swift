internal import Dispatch
internal import Synchronization

/// Work on many items at once, on all processors.
enum SideBySide {
    /// Returns what the body makes of each item, in their order.
    static func map<Item: Sendable, Value: Sendable>(
        _ items: [Item], _ body: @Sendable (Item) throws(ContentError) -> Value
    ) throws(ContentError) -> [Value] {
        guard items.count > 1 else { return try items.map(body) }
        let results = Mutex<[Result<Value, ContentError>?]>(Array(repeating: nil, count: items.count))
        DispatchQueue.concurrentPerform(iterations: items.count) { index in
            let result = Result { () throws(ContentError) in try body(items[index]) }
            results.withLock { $0[index] = result }
        }
        // The first mistake in the order of the items, whichever thread was the fastest.
        return try results.withLock { $0 }.map { (result) throws(ContentError) in
            guard let result else { preconditionFailure("each item has its result") }
            return try result.get()
        }
    }
}
