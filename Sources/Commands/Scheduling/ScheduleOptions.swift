internal import Arguments
internal import Scheduling

/// What the commands about schedules take.
enum ScheduleOptions {
    static let schedule = CommandParameter.argument(
        "NAME", .name("NAME", completing: .source("schedules")), help: "the schedule")
    static let anySchedule = CommandParameter.optionalArgument(
        "NAME", .name("NAME", completing: .source("schedules")), help: "the schedule; all of them where none is named")
    static let cron = CommandParameter.requiredOption(
        "cron", .cron("EXPRESSION"),
        help: "when: minute, hour, day of month, month and day of week, or @daily and the like")
    static let zone = CommandParameter.option(
        "timezone", .zone("ZONE"),
        help: "the time zone of the expression, such as Europe/Berlin (default: this machine's)")
    static let name = CommandParameter.option(
        "name", .scheduleName("NAME"), help: "what to call it (default: the pipeline's name)")
    static let ifChanged = CommandParameter.flag("if-changed", help: "start nothing where no step would run")
    static let overlap = CommandParameter.option(
        "overlap", .oneOf(OverlapPolicy.self), default: .skip, help: "what to do while the run before goes on")
    static let missed = CommandParameter.option(
        "missed", .oneOf(MissedPolicy.self), default: .once,
        help: "what to do about times that passed while the machine was off")
    static let jitter = CommandParameter.option(
        "jitter", .duration("DURATION"), default: .zero,
        help: "start up to so much later, so that not all starts at once")
    static let systemd = CommandParameter.flag("systemd", help: "use a timer of systemd in place of cron")
    static let print = CommandParameter.flag("print", help: "print what would be written, and write nothing")
    static let limit = CommandParameter.option(
        "limit", short: "n", .integer("N", in: 1...), default: 20, help: "show at most N times")
}

extension ValueFormat where Value == CronExpression {
    /// Times by the calendar, as a line of a crontab has them.
    static func cron(_ placeholder: String) -> Self {
        Self(placeholder) { text throws(InvalidValue) in
            do throws(CronError) { return try CronExpression(text) } catch { throw InvalidValue(error.description) }
        }
    }
}

extension ValueFormat where Value == Zone {
    /// A time zone by its IANA name.
    static func zone(_ placeholder: String) -> Self {
        Self(placeholder, completing: .source("zones"), text: \.name) { text throws(InvalidValue) in
            do throws(ZoneError) { return try Zone(named: text) } catch { throw InvalidValue(error.description) }
        }
    }
}

extension ValueFormat where Value == String {
    /// A word that a command line, a file system and a crontab take as it is.
    static func scheduleName(_ placeholder: String) -> Self {
        Self(placeholder) { text throws(InvalidValue) in
            let isPlain = text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "_-.".utf8.contains($0) }
            guard isPlain, text.utf8.count <= 100, text.utf8.first.map(isLetter) == true else {
                throw InvalidValue(
                    "'\(text)' can't be the name of a schedule: use letters, digits, '_', '-' and '.', "
                        + "and begin with a letter")
            }
            return text
        }
    }
}

private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
