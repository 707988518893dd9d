internal import Arguments
internal import ContentHash
internal import Execution
internal import Registry
internal import Terminal

/// `pipeline runs list`: lists runs, all of them or those that a filter finds.
struct RunsList: Sendable {
    let session: Session

    static let limit = CommandParameter.option(
        "limit", short: "n", .integer("N", in: 1...), default: 20, help: "show at most N runs")
    static let pipeline = CommandParameter.option(
        "pipeline", .name("PIPELINE", completing: .source("pipelines")), help: "only runs of this pipeline")
    static let filter = CommandParameter.option(
        "where", .text("FILTER"), help: "only runs for which this holds")
    static let order = CommandParameter.option(
        "sort", .order("NAME"), help: "sort by this, and by -NAME with the largest first (default: the newest first)")

    var command: Command {
        Command(
            "list", summary: "List runs, the newest first.",
            discussion: """
                A filter compares names with values by =, !=, <, <=, >, >= and ~ (contains), joined by 'and', 'or', 'not' \
                and parentheses. A name is pipeline, status, started, seconds, id, schedule or pinned, a fact such as \
                git.commit, a metric (its last value, of any step or of one: evaluate.accuracy), or a parameter (epochs or \
                param.epochs). Lengths of time are written 2m or 1h30m, dates 2026-11-01 or 2026-11-01T08:30, in UTC. A run \
                without the value, such as one that failed before it measured anything, does not match.
                """,
            examples: [
                .init("pipeline runs list --pipeline road_sign --limit 5"),
                .init("pipeline runs list --where \"accuracy > 0.98\" --sort -accuracy"),
                .init("pipeline runs list --where \"started > 2026-11-01 and seconds > 2m\""),
            ],
            parameters: [Self.limit, Self.pipeline, Self.filter, Self.order], action: { try await list($0) })
    }

    private func list(_ values: ParsedValues) async throws -> Int32 {
        let registry = try session.registry(of: session.project())
        _ = try await registry.markLostRuns(at: session.now)
        let limit = values[Self.limit]
        // One more tells that there are more.
        let query = RunQuery(
            pipeline: values[Self.pipeline], filter: values[Self.filter], order: values[Self.order],
            limit: limit == .max ? limit : limit + 1)
        var found: RunSelection
        do {
            found = try await registry.runs(matching: query)
        } catch let error as FilterError {
            throw CommandFailure("\(error)")
        }
        let hasMore = found.rows.count > limit
        if hasMore { found.rows.removeLast() }
        if values[GlobalOptions.json] {
            session.write(json: .array(found.rows.map { json($0, found.fields) }))
            return 0
        }
        guard !found.rows.isEmpty else {
            let isFiltered = query.filter != nil || query.pipeline != nil
            let hasRuns = isFiltered ? try await !registry.runs(limit: 1).isEmpty : false
            session.write(
                hasRuns ? "no run matches" : "there are no runs yet; start one with: pipeline run NAME")
            return 0
        }
        session.write(table(found))
        if hasMore { session.write(Line("there are more; see them with --limit \(limit * 5)", .dim)) }
        return 0
    }

    private func table(_ found: RunSelection) -> Table {
        // What every list shows is not shown twice.
        let shown: Set<RunField> = [.id, .pipeline, .status, .started, .seconds, .pinned]
        let extra = found.fields.indices.filter { !shown.contains(found.fields[$0]) }
        let hasPins = found.rows.contains { $0.run.pinned != nil }
        var columns: [Table.Column] = [
            .word("run"), .word("pipeline"), .word("status"), .word("started"), .number("time"),
        ]
        for index in extra {
            let isNumber = found.rows.allSatisfy { if case .text = $0.values[index] { false } else { true } }
            let name = found.fields[index].name
            columns.append(isNumber ? .number(name) : .text(name))
        }
        columns.append(.text("steps"))
        if hasPins { columns.append(.text("pinned")) }
        var table = Table(columns)
        for row in found.rows {
            let run = row.run
            var cells = [
                Line(run.id.text), Line(run.pipeline), StatusText.line(run.status),
                Line(Format.relative(run.started, now: session.now)),
                Line(run.seconds.map { Format.duration(.seconds($0)) } ?? ""),
            ]
            cells += extra.map { Line(RunText.value(row.values[$0], of: found.fields[$0])) }
            cells.append(Line(RunText.steps(run), .dim))
            if hasPins { cells.append(Line(run.pinned.map { $0.isEmpty ? "yes" : $0 } ?? "", .yellow)) }
            table.append(cells)
        }
        return table
    }

    private func json(_ row: RunSelection.Row, _ fields: [RunField]) -> JSON {
        guard !fields.isEmpty else { return RunDocuments.json(row.run) }
        var document = RunDocuments.json(row.run).object ?? [:]
        var values: [String: JSON] = [:]
        for (field, value) in zip(fields, row.values) {
            switch value {
            case .missing: values[field.name] = .null
            case .number(let number): values[field.name] = .double(number)
            case .text(let text): values[field.name] = .string(text)
            }
        }
        document["values"] = .object(values)
        return .object(document)
    }
}
