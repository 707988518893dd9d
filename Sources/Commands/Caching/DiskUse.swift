internal import ContentHash
internal import Registry
internal import Terminal

/// How much of the disk each step of each pipeline takes: results in the cache, and logs of runs.
struct DiskUse: Sendable {
    private struct Place: Hashable { let pipeline, step: String }

    private let statistics: CacheStatistics
    private var logs: [Place: Int64] = [:]

    init(_ registry: Registry, _ folders: RunFolders) async throws {
        statistics = try await registry.cacheStatistics()
        for run in try await registry.runs(limit: .max) {
            for log in folders.logs(of: run.id) {
                let step = String(log.step.prefix { $0 != "[" })
                logs[Place(pipeline: run.pipeline, step: step), default: 0] += log.size
            }
        }
    }

    /// The shares, the largest first; steps that have only logs come last.
    private var rows: [(place: Place, amount: CacheStatistics.Amount?, logs: Int64)] {
        let cached = statistics.parts.map { part in
            let place = Place(pipeline: part.pipeline, step: part.step)
            return (place, Optional(part.amount), logs[place] ?? 0)
        }
        let known = Set(cached.map(\.0))
        let others = logs.filter { !known.contains($0.key) }.sorted {
            ($0.key.pipeline, $0.key.step) < ($1.key.pipeline, $1.key.step)
        }
        return cached + others.map { ($0.key, nil, $0.value) }
    }

    var table: Table {
        var table = Table(
            .word("pipeline"), .word("step"), .number("results"), .number("objects"), .number("size"), .number("logs"),
            .number("work kept"))
        for row in rows {
            table.append([Line(row.place.pipeline), Line(row.place.step)] + cells(row.amount, logs: row.logs))
        }
        table.append([Line("total", .bold), ""] + cells(statistics.total, logs: logs.values.reduce(0, +)))
        return table
    }

    var json: JSON {
        [
            "total": .object(fields(statistics.total, logs: logs.values.reduce(0, +))),
            "unusable": .int(Int64(statistics.unusable)),
            "steps": .array(
                rows.map { row in
                    var fields = fields(row.amount, logs: row.logs)
                    fields["pipeline"] = .string(row.place.pipeline)
                    fields["step"] = .string(row.place.step)
                    return .object(fields)
                }),
        ]
    }

    private func cells(_ amount: CacheStatistics.Amount?, logs: Int64) -> [Line] {
        [
            Line(Format.count(amount?.results ?? 0)), Line(Format.count(amount?.objects ?? 0)),
            Line(Format.bytes(Int(amount?.bytes ?? 0))), Line(Format.bytes(Int(logs))),
            Line(Format.duration(.seconds(amount?.seconds ?? 0))),
        ]
    }

    private func fields(_ amount: CacheStatistics.Amount?, logs: Int64) -> [String: JSON] {
        [
            "results": .int(Int64(amount?.results ?? 0)), "objects": .int(Int64(amount?.objects ?? 0)),
            "bytes": .int(amount?.bytes ?? 0), "log_bytes": .int(logs),
            "seconds": .double(RunReportText.rounded(amount?.seconds ?? 0)),
        ]
    }
}
