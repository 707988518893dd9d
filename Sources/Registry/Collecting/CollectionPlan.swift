public import ContentHash

/// The results that a garbage collection removes, and for which rule; decided without touching anything.
public struct CollectionPlan: Sendable {
    /// A rule that dooms results.
    public enum Rule: String, CaseIterable, Sendable {
        case age, count, size
    }

    /// What each rule dooms that none before it does.
    public private(set) var doomed: [Rule: [CachedWork]] = [:]
    /// What stays although a rule would have it go, because something protects it.
    public private(set) var kept: [CachedWork] = []

    /// The keys whose results go.
    public var keys: Set<Digest> { Set(doomed.values.joined().map(\.key)) }

    /// Decides.
    /// - Parameters:
    ///   - work: Everything in the cache.
    ///   - rules: What is asked for.
    ///   - now: Seconds since 1970.
    ///   - freshSince: What was used since then is kept; a run at work may be about to use it.
    public init(_ work: [CachedWork], _ rules: CollectionRules, now: Double, freshSince: Double = .infinity) {
        // Keys make the order the same each time.
        var rest = work.sorted { ($0.lastUse, $0.key.hex) < ($1.lastUse, $1.key.hex) }
        func isFree(_ item: CachedWork) -> Bool { item.protection == nil && item.lastUse < freshSince }
        func doom(_ items: [CachedWork], by rule: Rule) {
            let free = Set(items.filter(isFree).map(\.key))
            doomed[rule] = rest.filter { free.contains($0.key) }
            kept += items.filter { !isFree($0) }
            rest.removeAll { free.contains($0.key) }
        }
        if let age = rules.olderThan { doom(rest.filter { $0.lastUse < now - age }, by: .age) }
        if let count = rules.keepResults {
            let steps = Dictionary(grouping: rest) { [$0.pipeline, $0.step] }
            doom(steps.values.flatMap { $0.dropLast(count) }, by: .count)
        }
        if let size = rules.keepSize {
            doom(Self.excess(of: rest, over: size, isFree), by: .size)
        }
    }

    /// What must go so that the rest fits: first what costs least to make again for each byte that it frees; and what is
    /// not free to go, where that is not enough.
    private static func excess(
        of work: [CachedWork], over limit: Int64, _ isFree: (CachedWork) -> Bool
    ) -> [CachedWork] {
        var uses: [Digest: Int] = [:]
        var size: Int64 = 0
        for (digest, bytes) in work.flatMap(\.objects) {
            uses[digest, default: 0] += 1
            // Results may share an object, which takes its space once.
            if uses[digest] == 1 { size += bytes }
        }
        var excess: [CachedWork] = []
        let cheapestFirst = work.filter(isFree).sorted {
            ($0.secondsPerByte, $0.lastUse, $0.key.hex) < ($1.secondsPerByte, $1.lastUse, $1.key.hex)
        }
        for item in cheapestFirst where size > limit && item.size > 0 {
            excess.append(item)
            for (digest, bytes) in item.objects {
                uses[digest, default: 0] -= 1
                if uses[digest] == 0 { size -= bytes }
            }
        }
        return size > limit ? excess + work.filter { !isFree($0) && $0.size > 0 } : excess
    }
}

extension CachedWork {
    /// The bytes of what it made.
    fileprivate var size: Int64 { objects.values.reduce(0, +) }

    /// How much work each byte stands for.
    fileprivate var secondsPerByte: Double { seconds / Double(max(size, 1)) }
}
