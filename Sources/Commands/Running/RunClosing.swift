internal import Execution
internal import PipelineKit
internal import Terminal

/// What is left on the screen when a run has ended.
struct RunClosing {
    let report: RunReport

    func lines(width: Int?) -> [Line] {
        var table = Table(.word("step"), .word("status"), .number("time"), .text(""))
        for step in report.steps { table.append(row(step)) }
        return [""] + table.lines(width: width) + [""] + closing
    }

    private func row(_ step: StepReport) -> [Line] {
        let name = Line("\(step.instance)")
        let time = Format.duration(.seconds(step.seconds))
        switch step.ending {
        case .succeeded: return [name, Line("succeeded", .green), Line(time), Line(step.reason)]
        case .cached: return [name, Line("cached", .blue), "", Line("saved \(time)", .dim)]
        case .failed: return [name, Line("failed", .red), Line(time), Line(step.reason)]
        case .upstreamFailed: return [name, Line("not run", .yellow), "", Line(step.reason, .dim)]
        case .skipped: return [name, Line("skipped", .dim), "", Line(step.reason, .dim)]
        case .cancelled: return [name, Line("cancelled", .yellow), "", ""]
        }
    }

    /// How the run ended, without its steps.
    var closing: [Line] {
        var lines: [Line] = []
        let count = report.steps.count
        let cached = report.steps.count { $0.ending.status == .cached }
        var result: Line
        switch report.status {
        case .succeeded: result = Line("succeeded", .green, .bold)
        case .cancelled: result = Line("cancelled", .yellow, .bold)
        default: result = Line("failed", .red, .bold)
        }
        result += " in \(Format.duration(.seconds(report.seconds)))"
        if cached > 0 {
            result += "; \(cached) of \(Format.count(count, "step")) cached"
            result += ", which saved \(Format.duration(.seconds(report.secondsSaved)))"
        }
        lines.append(result)
        if let model = report.model, report.status == .succeeded {
            lines.append("model " + Line("\(model)", .bold) + "; see it with: pipeline models show \(model)")
        }
        for promotion in report.promotions {
            let before = promotion.previous.map { "; before it was \(promotion.version.group):\($0)" } ?? ""
            lines.append(Line("\(promotion.version)", .bold) + " is now \(promotion.alias)\(before)")
        }
        return lines + advice
    }

    /// What to do about the first step that failed; a step that is there to fail says all itself.
    private var advice: [Line] {
        for step in report.steps {
            guard case .failed(let kind, _) = step.ending, kind != .user else { continue }
            if kind == .deadline { return ["run the same command again to go on: what succeeded is kept"] }
            let log: [Line] =
                step.attempts > 0 ? ["see what it wrote with: pipeline logs \(report.run) \(step.instance)"] : []
            return log + ["mend the cause and run the same command again: what succeeded is kept"]
        }
        return []
    }
}
