extension Zone {
    /// Writes a time as the local clock shows it: `2026-03-29 03:00`.
    ///
    /// - Parameter time: Seconds since 1970.
    /// - Returns: Date, hour and minute; seconds are left out.
    public func text(of time: Double) -> String {
        guard abs(time) < 1e11 else { return "\(time)" }
        let local = Int(time.rounded(.down)) + offset(at: time)
        let day = floorDivide(local, CivilDate.secondsPerDay)
        let minute = (local - day * CivilDate.secondsPerDay) / 60
        let date = CivilDate(day: day)
        return "\(date.year)-\(padded(date.month))-\(padded(date.day)) \(padded(minute / 60)):\(padded(minute % 60))"
    }
}

private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
