internal import ContentHash
internal import Terminal

/// What a garbage collection removed, or would remove, rule by rule.
struct CollectionReport: Sendable {
    /// The share of one rule.
    struct Part: Sendable {
        /// As it is shown, and in JSON.
        let rule: String
        /// One of what is removed.
        let what: String
        var count = 0
        var bytes: Int64 = 0
        /// How long it would take to make the results again, in seconds; `nil` where there is nothing to make.
        var seconds: Double?
    }

    var parts: [Part] = []
    /// Results that a rule would have gone, and something protects.
    var kept = 0
    /// What is still at work of runs that were lost, and what can't be removed.
    var warnings: [String] = []
    let isDryRun: Bool

    var bytes: Int64 { parts.reduce(0) { $0 + $1.bytes } }

    func lines() -> [Line] {
        let removed = parts.filter { $0.count > 0 }
        let verb = isDryRun ? "would remove" : "removed"
        var lines: [Line] = []
        if removed.isEmpty {
            lines.append(isDryRun ? "nothing would be removed" : "nothing to remove")
        } else {
            var table = Table(.word("rule"), .word("removes"), .number("frees"), .number("work lost"))
            for part in removed {
                table.append(
                    Line(part.rule), Line(Format.count(part.count, part.what)), Line(Format.bytes(Int(part.bytes))),
                    Line(part.seconds.map { Format.duration(.seconds($0)) } ?? ""))
            }
            lines = table.lines(width: nil)
            lines.append("")
            lines.append(Line("\(verb) \(Format.bytes(Int(bytes)))", .bold))
        }
        if kept > 0 {
            lines.append(
                "\(Format.count(kept, "result")) that a rule names \(kept == 1 ? "stays" : "stay"): "
                    + "a model version, a pinned run or a run at work needs \(kept == 1 ? "it" : "them")")
        }
        return lines
    }

    var json: JSON {
        [
            "dry_run": .bool(isDryRun), "bytes": .int(bytes), "kept": .int(Int64(kept)),
            "rules": .array(
                parts.map { part in
                    [
                        "rule": .string(part.rule), "what": .string(part.what), "count": .int(Int64(part.count)),
                        "bytes": .int(part.bytes),
                        "seconds": part.seconds.map { .double(RunReportText.rounded($0)) } ?? .null,
                    ]
                }),
        ]
    }
}
