extension Schedule {
    /// Returns how long the run for a due time is held back, so that schedules of the same minute do not all begin at once.
    ///
    /// The delay depends on the schedule's name and on the due time alone: whoever looks again finds the same. It is FNV-1a
    /// over the name and the time, stirred by SplitMix64.
    ///
    /// - Parameter due: The time by the calendar, in seconds since 1970.
    /// - Returns: Whole seconds from 0 to ``jitter``.
    public func delay(for due: Double) -> Double {
        guard jitter >= 1 else { return 0 }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let time = withUnsafeBytes(of: Int64(due).littleEndian, Array.init)
        for byte in Array(name.utf8) + [0] + time { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        hash &+= 0x9e37_79b9_7f4a_7c15
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        hash ^= hash >> 31
        return Double(hash % (UInt64(jitter) + 1))
    }
}
