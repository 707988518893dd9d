internal import Arguments
internal import ContentHash

/// The runs that a sweep consists of, by what each gives to the parameters that vary.
struct Sweep: Sendable {
    /// The most runs of one sweep.
    static let limit = 1000

    /// What each run gives to the swept parameters.
    let points: [[Assignment]]

    /// Reads what the command line asks for.
    /// - Parameters:
    ///   - values: The command line.
    ///   - resolver: What knows the pipeline's parameters.
    /// - Throws: Every mistake at once, also those in `--set`.
    init(_ values: ParsedValues, _ resolver: ParameterResolver) throws(CommandFailure) {
        let asked = values[SweepOptions.sweep]
        let random = values[SweepOptions.random]
        var mistakes: [String] = []
        do { _ = try resolver.values(values[RunOptions.set]) } catch { mistakes.append("\(error)") }
        var parameters: [SweptParameter] = []
        let assigned = Set(values[RunOptions.set].map(\.key))
        for assignment in asked {
            if assigned.contains(assignment.key) {
                mistakes.append("`\(assignment.key)` is given with --set and with --sweep; leave out one of them")
            } else if parameters.contains(where: { $0.name == assignment.key }) {
                mistakes.append("`\(assignment.key)` is swept twice; write all its values in one --sweep")
            } else {
                do throws(CommandFailure) {
                    parameters.append(try SweptParameter(assignment, resolver, isDrawn: random != nil))
                } catch {
                    mistakes.append(error.description)
                }
            }
        }
        guard mistakes.isEmpty else { throw CommandFailure(mistakes.joined(separator: "\n       ")) }
        if let random {
            points = try Self.drawn(random, of: parameters, SweepDraw(seed: values[SweepOptions.seed]), resolver)
        } else {
            points = try Self.grid(of: parameters, resolver)
        }
    }

    /// Every combination; the values of the last parameter change fastest.
    private static func grid(
        of parameters: [SweptParameter], _ resolver: ParameterResolver
    ) throws(CommandFailure) -> [[Assignment]] {
        var axes: [[Assignment]] = []
        for parameter in parameters { axes.append(try parameter.gridValues(resolver)) }
        let count = axes.reduce(1.0) { $0 * Double($1.count) }
        guard count <= Double(limit) else {
            throw CommandFailure(
                "the sweep has \(count < 1e15 ? "\(Int(count))" : "\(count)") combinations, more than \(limit); "
                    + "give fewer values, or draw some of them with --random 100")
        }
        return axes.reduce([[]]) { points, axis in points.flatMap { point in axis.map { point + [$0] } } }
    }

    /// As many different combinations as were asked for.
    private static func drawn(
        _ count: Int, of parameters: [SweptParameter], _ draw: SweepDraw, _ resolver: ParameterResolver
    ) throws(CommandFailure) -> [[Assignment]] {
        var seen: Set<[JSON]> = []
        var points: [[Assignment]] = []
        // All of a thousand combinations are drawn in some seven thousand attempts, and only by bad luck in more.
        for place in 0..<(100 * count + 1000) where points.count < count {
            let point = parameters.map { parameter in
                parameter.drawn(
                    by: draw.fraction("item", of: parameter.name, place),
                    draw.fraction("place", of: parameter.name, place))
            }
            var values: [JSON] = []
            for assignment in point { values.append(try resolver.value(assignment)) }
            if seen.insert(values).inserted { points.append(point) }
        }
        guard points.count == count else {
            throw CommandFailure(
                "--random \(count) asks for more combinations than there are, which is \(points.count); "
                    + "leave it out to run them all")
        }
        return points
    }
}

extension [Assignment] {
    /// What a run gives to the swept parameters, in one line.
    var sweptText: String { map { "\($0.key)=\($0.value)" }.joined(separator: " ") }
}
