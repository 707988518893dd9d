extension Array where Element: Sendable {
    /// Transforms the elements on several threads, and gives the results in the order of the elements.
    ///
    /// As many elements as there are workers are worked on at a time.
    package func mapInParallel<Result: Sendable>(
        workers: Int, _ transform: @escaping @Sendable (Element) -> Result
    ) async -> [Result] {
        guard workers > 1, count > 1 else { return map(transform) }
        // Several pieces for each worker, because some take longer than others.
        let size = Swift.max(1, count / (workers * 8))
        let pieces = stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
        return await withTaskGroup(of: (Int, [Result]).self) { group in
            var results = [[Result]](repeating: [], count: pieces.count)
            for place in pieces.indices.prefix(workers) { group.addTask { (place, pieces[place].map(transform)) } }
            var next = Swift.min(workers, pieces.count)
            for await (place, piece) in group {
                results[place] = piece
                if next < pieces.count {
                    group.addTask { [next] in (next, pieces[next].map(transform)) }
                    next += 1
                }
            }
            return results.flatMap { $0 }
        }
    }
}
