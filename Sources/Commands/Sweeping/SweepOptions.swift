internal import Arguments

/// The options that make several runs of one, each with other values of its parameters; `plan` takes them too.
enum SweepOptions {
    static let sweep = CommandParameter.repeatedOption(
        "sweep", .assignment("KEY=VALUES", completing: .source("parameters")),
        help: "run once for each of these values, and for each combination of several --sweep")
    static let random = CommandParameter.option(
        "random", .integer("N", in: 1...Sweep.limit), help: "draw N combinations of a sweep instead of running all")
    static let seed = CommandParameter.option(
        "seed", .integer("S"), default: 1, help: "another number makes --random draw other combinations")
    static let order = CommandParameter.option(
        "sort", .order("NAME"),
        help: "sort the runs of a sweep by this, and by -NAME with the largest first (default: as they ran)")

    /// The options that say which runs there are.
    static let all: [any DeclaredParameter] = [sweep, random, seed]

    static let exclusions = [["failed", "sweep"]]

    static let discussion = """
        --sweep PARAMETER=VALUES makes a run for each of the values, and for each combination where it is given more \
        than once. Each is a run like any other, with the fact `sweep`; they go one after another, so that each has the \
        whole machine, and what two of them share is done once. Values are separated by commas, or written as a JSON \
        list where they have commas in them. A range of numbers is 16..64:4 (four of them, evenly apart), \
        0.001..0.1:log:5 (each so many times the one before) or 1..5 (each whole number); --random draws from ranges, \
        which need no count then.
        """

    /// Whether the command line asks for a sweep.
    /// - Throws: Where it says how to sweep, but not what.
    static func isAsked(_ values: ParsedValues, isSortable: Bool = false) throws -> Bool {
        guard values[sweep].isEmpty else { return true }
        let given = [
            ("random", values.isGiven(random)), ("seed", values.isGiven(seed)),
            ("sort", isSortable && values.isGiven(order)),
        ]
        if let (name, _) = given.first(where: \.1) {
            throw CommandFailure("--\(name) is about a sweep, and there is none; add --sweep PARAMETER=VALUES")
        }
        return false
    }
}
