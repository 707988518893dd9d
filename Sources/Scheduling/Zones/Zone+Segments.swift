extension Zone {
    /// A stretch of time in which the local clock was not changed.
    struct Segment: Hashable, Sendable {
        /// When it begins, in seconds since 1970.
        var start: Int
        /// When the next one begins; `nil` where none does.
        var end: Int?
        /// How far the local clock is ahead of UTC, in seconds.
        var offset: Int
    }

    /// The start of the first segment: before all times that are asked for, and far from overflowing.
    static let beginning = -(1 << 50)

    /// Returns how far the local clock is ahead of UTC.
    ///
    /// - Parameter time: Seconds since 1970.
    /// - Returns: Seconds, positive in the east.
    public func offset(at time: Double) -> Int {
        guard let time = Int(exactly: min(max(time, -1e14), 1e14).rounded(.down)) else { return 0 }
        return segment(at: time).offset
    }

    /// A rule, and the time that it holds from.
    struct Later: Hashable, Sendable {
        var start: Int
        var rule: ZoneRule
    }

    func segment(at time: Int) -> Segment {
        if let later, time >= later.start {
            var segment = later.rule.segment(at: time)
            // What the rule says of earlier times does not hold: there the last listed change counts.
            if segment.start <= later.start { segment.start = changes.last ?? Zone.beginning }
            return segment
        }
        // The number of changes up to the time.
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= time { low = middle + 1 } else { high = middle }
        }
        let start = low == 0 ? Zone.beginning : changes[low - 1]
        // The rule holds on where the last listed change ends: it may say the same for a while.
        let end = low < changes.count ? changes[low] : later.flatMap { $0.rule.segment(at: $0.start).end }
        return Segment(start: start, end: end, offset: offsets[low])
    }

    /// The segment that ends where another begins; `nil` for the first.
    func segment(before segment: Segment) -> Segment? {
        segment.start <= Zone.beginning ? nil : self.segment(at: segment.start - 1)
    }
}
