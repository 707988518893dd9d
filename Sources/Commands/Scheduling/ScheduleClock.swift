/// The time that schedules, and the age of garbage, are decided by.
enum ScheduleClock {
    /// The variable by which a test tells another time, in seconds since 1970: nights pass as fast as it likes.
    static let variable = "PIPELINE_TEST_CLOCK"

    /// Returns the time of day, or the one that a test has set.
    static func now(_ session: Session) throws -> Double {
        guard let text = session.environment[variable], !text.isEmpty else { return session.now }
        guard let time = Double(text), time.isFinite, time >= 0, time < 1e11 else {
            throw CommandFailure("\(variable) is '\(text)', which is no time: write seconds since 1970, or unset it")
        }
        return time
    }
}
