import Glibc

/// How long a child has given no sign of life: written nothing to its files, told nothing on its event pipe.
///
/// What a child writes goes to its files past this process, which looks at them only when the silence may have lasted
/// for too long, and then goes by the time of their last change. So there is one timer, whatever the child writes.
struct Silence {
    private let limit: Duration
    private let files: [String]
    /// When the child last gave a sign of life, as far as is known.
    private var lastSign: Moment
    /// What the last look found: when the files were last changed, and how far the date was ahead of the clock.
    private var look: (change: Int64, lead: Int64, at: Moment)

    /// How far the two clocks may drift apart between two looks before the date counts as set, in nanoseconds.
    private static let drift: Int64 = 1_000_000_000

    init(of child: ChildProcess, limit: Duration, startedAt: Moment) {
        self.limit = limit
        files = Set([child.standardOutput, child.standardError].compactMap { $0 }).sorted()
        lastSign = startedAt
        look = (change: Self.lastChange(of: files), lead: Self.lead(at: startedAt), at: startedAt)
    }

    /// When the silence will have lasted for too long.
    var end: Moment { lastSign.advanced(by: limit) }

    /// Begins anew, for the child told something.
    mutating func restart(at now: Moment) { lastSign = now }

    /// Looks whether the child has written something since.
    mutating func examineFiles(at now: Moment) {
        note(change: Self.lastChange(of: files), lead: Self.lead(at: now), at: now)
    }

    /// Takes in when the files were last changed.
    ///
    /// Where somebody has set the date since the last look, or a server has another one, it can't be told when that
    /// was: then it counts as just now.
    mutating func note(change: Int64, lead: Int64, at now: Moment) {
        let last = look
        look = (change, lead, now)
        guard change != last.change else { return }
        let written = Moment(nanoseconds: change - lead)
        let isPlausible =
            abs(lead - last.lead) < Self.drift && written <= now
            && written.nanoseconds > last.at.nanoseconds - Self.drift
        lastSign = isPlausible ? max(lastSign, written) : now
    }

    private static func lead(at now: Moment) -> Int64 {
        var date = timespec()
        clock_gettime(CLOCK_REALTIME, &date)
        return nanoseconds(date) - now.nanoseconds
    }

    private static func lastChange(of files: [String]) -> Int64 {
        files.reduce(0) { latest, file in
            var status = stat()
            guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return latest }
            return max(latest, nanoseconds(status.st_mtim))
        }
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
