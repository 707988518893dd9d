import Glibc

/// A point of the monotonic clock, which no change of the date moves.
struct Moment: Comparable {
    let nanoseconds: Int64

    static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Moment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }

    /// The moment after a duration; a negative one counts as none, and a very long one as for ever.
    func advanced(by duration: Duration) -> Moment {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else { return self }
        guard seconds < 1_000_000_000 else { return Moment(nanoseconds: .max) }
        return Moment(nanoseconds: nanoseconds + seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    func seconds(since earlier: Moment) -> Double { Double(nanoseconds - earlier.nanoseconds) / 1e9 }

    /// Whole milliseconds until this moment, rounded up, as a wait that ends earlier would be in vain.
    func milliseconds(after earlier: Moment) -> Int32 {
        guard self > earlier else { return 0 }
        return Int32(min((nanoseconds - earlier.nanoseconds - 1) / 1_000_000 + 1, 1_000_000))
    }
}
