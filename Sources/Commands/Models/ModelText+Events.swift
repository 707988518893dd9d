internal import ContentHash
internal import Execution
internal import Registry
internal import Terminal

/// What happened to models, as text and as JSON.
extension ModelText {
    static func cells(_ event: ModelEvent) -> (what: Line, who: String, why: String) {
        switch event {
        case .registered(let version, let run, _): return ("\(version) registered", "run \(run)", "")
        case .status(let change):
            let what = Line("\(change.version): \(change.from.rawValue) → ") + StatusText.line(change.to)
            return (what, change.decision.who, change.decision.why)
        case .alias(let change):
            guard let refusal = change.refusal else {
                return (Line(text(change)), change.decision.who, change.decision.why)
            }
            return (Line(text(change)), change.decision.who, refusal)
        case .note(let note):
            let what = note.version.map { "\(note.group):\($0) \(note.event.rawValue)" } ?? note.event.rawValue
            return (
                Line(note.detail.isEmpty ? what : "\(what) \(note.detail)"), note.decision.who, note.decision.why
            )
        }
    }

    static func json(_ event: ModelEvent) -> JSON {
        switch event {
        case .registered(let version, let run, let time):
            return [
                "event": "registered", "version": .int(Int64(version.version)), "run": .string(run.text),
                "time": .string(Format.timestamp(time)),
            ]
        case .status(let change):
            return merged(json(change), ["event": "status", "version": .int(Int64(change.version.version))])
        case .alias(let change): return merged(json(change), ["event": "alias"])
        case .note(let note):
            return [
                "event": .string(note.event.rawValue), "version": note.version.map { .int(Int64($0)) } ?? .null,
                "detail": .string(note.detail), "who": .string(note.decision.who), "why": .string(note.decision.why),
                "time": .string(Format.timestamp(note.decision.time)),
            ]
        }
    }

    private static func merged(_ document: JSON, _ fields: [String: JSON]) -> JSON {
        .object((document.object ?? [:]).merging(fields) { _, new in new })
    }
}
