internal import Arguments
internal import Execution

/// `--deadline`: the longest time that a run may take.
enum DeadlineOption {
    static let parameter = CommandParameter.option(
        "deadline", .deadline,
        help: "end the run as failed when it has gone on for so long, such as 2h; what succeeded is kept")

    /// The deadline as a command line gives it.
    static func value(_ values: ParsedValues) -> RunDeadline? {
        values[parameter].map { RunDeadline(seconds: $0 / .seconds(1), text: durations.text(of: $0)) }
    }

    /// The words that say the same on another command line.
    static func words(_ values: ParsedValues) -> [String] {
        values[parameter].map { ["--deadline", durations.text(of: $0)] } ?? []
    }

    fileprivate static let durations = ValueFormat<Duration>.duration("DURATION")
}

extension ValueFormat where Value == Duration {
    /// A length of time that is not none.
    fileprivate static var deadline: Self {
        Self("DURATION") { text throws(InvalidValue) in
            let duration = try DeadlineOption.durations.value(of: text)
            guard duration > .zero else {
                throw InvalidValue("'\(text)' has passed before the run begins: give a time such as 2h or 90m")
            }
            return duration
        }
    }
}
