internal import Arguments
internal import ContentHash
internal import PipelineKit

/// A parameter of a sweep, and what it goes through.
struct SweptParameter: Sendable {
    /// Something that a list of values has between two commas.
    private enum Item {
        case value(String)
        case range(SweptRange)
    }

    let name: String
    private let items: [Item]

    /// Reads `NAME=VALUES`.
    /// - Throws: Every mistake in the name and the values.
    init(_ assignment: Assignment, _ resolver: ParameterResolver, isDrawn: Bool) throws(CommandFailure) {
        let parameter = try resolver.parameter(named: assignment.key)
        name = parameter.name
        guard !assignment.value.isEmpty else {
            throw CommandFailure(
                "`\(name)` has no values to sweep; write them with commas: --sweep \(name)=VALUE,VALUE")
        }
        var items: [Item] = []
        var mistakes: [String] = []
        for text in Self.texts(assignment.value) {
            do throws(CommandFailure) {
                if let range = try SweptRange(text, of: parameter) {
                    try Self.check(range, of: name, resolver, isDrawn: isDrawn)
                    items.append(.range(range))
                } else {
                    _ = try resolver.value(Assignment(key: name, value: text))
                    items.append(.value(text))
                }
            } catch {
                mistakes.append(error.description)
            }
        }
        guard mistakes.isEmpty else { throw CommandFailure(mistakes.joined(separator: "\n       ")) }
        self.items = items
    }

    /// The words between the commas, or the items of a JSON list.
    private static func texts(_ text: String) -> [String] {
        if text.hasPrefix("["), case .array(let items)? = try? JSON(parsing: text) { return items.map(\.displayText) }
        return text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    private static func check(
        _ range: SweptRange, of name: String, _ resolver: ParameterResolver, isDrawn: Bool
    ) throws(CommandFailure) {
        for end in range.gridValues(2) { _ = try resolver.value(Assignment(key: name, value: end)) }
        guard !isDrawn else { return }
        guard let count = range.gridCount else {
            throw CommandFailure(
                "`\(name)`: '\(range.text)' does not say how many values; "
                    + "write \(range.text):5 for five of them, or draw some with --random")
        }
        guard count <= Sweep.limit else {
            throw CommandFailure(
                "`\(name)`: '\(range.text)' has \(count) values, more than the \(Sweep.limit) runs of a sweep")
        }
    }

    /// The values of a grid, each once.
    func gridValues(_ resolver: ParameterResolver) throws(CommandFailure) -> [Assignment] {
        var seen: Set<JSON> = []
        var values: [Assignment] = []
        for item in items {
            let texts: [String]
            switch item {
            case .value(let text): texts = [text]
            case .range(let range): texts = range.gridValues(range.gridCount ?? 2)
            }
            for text in texts {
                let assignment = Assignment(key: name, value: text)
                if seen.insert(try resolver.value(assignment)).inserted { values.append(assignment) }
            }
        }
        return values
    }

    /// The value that two numbers from 0 up to 1 draw: one chooses among the items, one within a range.
    func drawn(by item: Double, _ place: Double) -> Assignment {
        switch items[Int(item * Double(items.count))] {
        case .value(let text): Assignment(key: name, value: text)
        case .range(let range): Assignment(key: name, value: range.drawn(by: place))
        }
    }
}
