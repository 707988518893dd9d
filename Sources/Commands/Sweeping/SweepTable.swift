internal import Arguments
internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Registry
internal import Suggestions
internal import Terminal

/// The runs of a sweep side by side: the parameters that vary, and what was measured.
struct SweepTable: Sendable {
    let result: SweepResult
    let session: Session

    /// Writes the comparison as the command line wants it.
    /// - Parameters:
    ///   - values: The command line.
    ///   - sorting: Whether it is sorted as `--sort` says.
    /// - Throws: For a name to sort by that no run has, before anything is written.
    func write(_ values: ParsedValues, sorting: Bool = true) throws {
        let order = sorting ? values[SweepOptions.order] : nil
        let members = try order.map(sorted) ?? result.members
        if values[GlobalOptions.json] { return session.write(json: document(members)) }
        if !members.isEmpty {
            session.write("")
            session.write(table(members))
        }
        session.write("")
        session.write(closing)
    }

    // MARK: - Order

    private func sorted(by order: String) throws -> [SweepResult.Member] {
        let isDescending = order.hasPrefix("-")
        let name = isDescending ? String(order.dropFirst()) : order
        let names = result.metrics + result.parameters + ["seconds"]
        guard names.contains(name) else {
            let hint = suggestion(for: name, among: names)
            throw CommandFailure(
                "the runs of sweep \(result.sweep) have no '\(name)'"
                    + (hint.isEmpty ? "; they have \(names.joined(separator: ", "))" : hint))
        }
        let keyed = result.members.enumerated().map {
            (place: $0.offset, member: $0.element, key: key($0.element, name))
        }
        return keyed.sorted { left, right in
            if let isFirst = precedes(left.key, right.key, isDescending) { return isFirst }
            return left.place < right.place
        }.map(\.member)
    }

    private func key(_ member: SweepResult.Member, _ name: String) -> JSON? {
        if name == "seconds" { return member.run.seconds.map(JSON.double) }
        return member.metrics[name].map(JSON.double) ?? member.parameters[name]
    }

    /// Whether one value comes before another: numbers before texts, and what is missing last in both directions.
    private func precedes(_ left: JSON?, _ right: JSON?, _ isDescending: Bool) -> Bool? {
        let numbers = (left?.number, right?.number)
        switch (left, right) {
        case (nil, nil): return nil
        case (nil, _): return false
        case (_, nil): return true
        default: break
        }
        if let one = numbers.0, let other = numbers.1 {
            if one.isNaN || other.isNaN { return one.isNaN == other.isNaN ? nil : other.isNaN }
            return one == other ? nil : (one < other) != isDescending
        }
        if (numbers.0 == nil) != (numbers.1 == nil) { return numbers.0 != nil }
        let texts = (left?.displayText ?? "", right?.displayText ?? "")
        return texts.0 == texts.1 ? nil : (texts.0 < texts.1) != isDescending
    }

    // MARK: - Text

    private func table(_ members: [SweepResult.Member]) -> Table {
        var columns: [Table.Column] = [.word("run")]
        for name in result.parameters {
            let isNumber = members.allSatisfy { $0.parameters[name]?.number != nil }
            columns.append(isNumber ? .number(name) : .text(name))
        }
        columns += [.word("status"), .number("time")] + result.metrics.map { .number($0) }
        var table = Table(columns)
        for member in members {
            let run = member.run
            var cells = [Line(run.id.text)]
            cells += result.parameters.map { Line(member.parameters[$0].map(RunText.parameter) ?? "") }
            cells += [StatusText.line(run.status), Line(run.seconds.map { Format.duration(.seconds($0)) } ?? "")]
            cells += result.metrics.map { Line(member.metrics[$0].map(RunView.text) ?? "") }
            table.append(cells)
        }
        return table
    }

    private var closing: Line {
        let statuses = RunStatus.allCases.map { status in
            (status, result.members.count { $0.run.status == status })
        }.filter { $0.1 > 0 }
        var line = Line("sweep \(result.sweep)", .bold) + ": \(Format.count(result.count, "run"))"
        for (status, count) in statuses { line += ", \(count) " + StatusText.line(status) }
        let missing = result.count - result.members.count
        if missing > 0 { line += ", \(missing) not run" }
        return line
    }

    // MARK: - JSON

    private func document(_ members: [SweepResult.Member]) -> JSON {
        [
            "sweep": .string(result.sweep),
            "pipeline": members.first.map { .string($0.run.pipeline) } ?? .null,
            "count": .int(Int64(result.count)),
            "parameters": .array(result.parameters.map(JSON.string)),
            "runs": .array(
                members.map { member in
                    [
                        "run": .string(member.run.id.text), "status": .string(member.run.status.rawValue),
                        "seconds": member.run.seconds.map { .double(RunReportText.rounded($0)) } ?? .null,
                        "steps": .object(
                            Dictionary(
                                uniqueKeysWithValues: member.run.steps.map { ($0.key.rawValue, .int(Int64($0.value))) })
                        ),
                        "parameters": .object(member.parameters.filter { result.parameters.contains($0.key) }),
                        "metrics": .object(member.metrics.mapValues(JSON.double)),
                    ]
                }),
        ]
    }
}
