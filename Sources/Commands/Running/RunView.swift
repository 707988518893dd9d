internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Synchronization
internal import Terminal

/// Shows a run while it goes on: on a terminal a line for each running step, elsewhere a line for each thing that happens.
final class RunView: RunObserver {
    /// What is known of a running step.
    private struct Running {
        let position: Int
        let began: ContinuousClock.Instant
        var attempt: Int
        var fraction: Double?
        var metric = ""
        var note = ""
    }

    private struct State: ~Copyable {
        var screen: LiveScreen
        var running: [StepInstance: Running] = [:]
        var position = 0
    }

    private let session: Session
    private let isQuiet: Bool
    private let isLive: Bool
    private let member: SweepMember?
    private let nameWidth: Int
    private let clock = ContinuousClock()
    private let state: Mutex<State>

    init(session: Session, graph: Graph, isQuiet: Bool, member: SweepMember? = nil) {
        self.session = session
        self.member = member
        self.isQuiet = isQuiet
        isLive = !isQuiet && FileOutput.standard.isLive(environment: session.environment)
        // A step inside a map has the place of its item behind its name.
        nameWidth = graph.steps.map { $0.name.count + 3 * $0.maps.count }.max() ?? 0
        let screen = LiveScreen(output: FileOutput.standard, style: session.style, isLive: isLive)
        state = Mutex(State(screen: screen))
    }

    private func begin(_ run: RunStart) {
        tell(Line("run \(run.id)", .bold) + (member.map { Line($0.title) } ?? " of \(run.pipeline)"))
    }

    func observe(_ event: RunEvent) {
        switch event {
        case .began(let run): begin(run)
        case .started(let instance, let attempt, let reason):
            state.withLock { state in
                state.position += 1
                state.running[instance] = Running(position: state.position, began: clock.now, attempt: attempt)
            }
            show(instance, "started", .cyan, attempt > 1 ? "attempt \(attempt)" : reason)
        case .waiting(let instance, let holder):
            let text = "\(holder ?? "another run") does the same work"
            state.withLock { $0.running[instance]?.note = "waits: \(text)" }
            if !isLive { show(instance, "waits", .dim, text) }
        case .told(let instance, let told): take(told, of: instance)
        case .retrying(let instance, let attempt, let pause, let message):
            state.withLock { state in _ = state.running.removeValue(forKey: instance) }
            let next = "tries again in \(Format.duration(.seconds(pause)))"
            show(instance, "attempt \(attempt) failed", .yellow, message.isEmpty ? next : "\(message); \(next)")
        case .expired(let deadline):
            tell("the deadline of \(deadline.text) has passed: waiting for running steps to end")
        case .ended(let report): end(report)
        case .warning(let text):
            if isQuiet || !isLive { session.warn(text) } else { tell(Line("warning: ", .yellow, .bold) + Line(text)) }
        }
    }

    /// Draws the running steps until the task is cancelled.
    func animate() async {
        guard isLive else { return }
        while !Task.isCancelled {
            draw()
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    /// Writes a line that stays.
    func tell(_ line: Line) {
        guard !isQuiet else { return }
        draw(finished: [line])
    }

    /// Writes how the run ended.
    func finish(_ report: RunReport) {
        guard !isQuiet else { return complain(report) }
        let summary = RunClosing(report: report)
        state.withLock { state in
            state.running = [:]
            let width = isLive ? FileOutput.standard.size.columns : nil
            state.screen.finish(member == nil ? summary.lines(width: width) : summary.closing.map { "  " + $0 })
        }
    }

    /// Says of a quiet run only what failed.
    private func complain(_ report: RunReport) {
        for step in report.steps where step.ending.status == .failed {
            session.complain("'\(step.instance)' failed: \(step.reason)")
        }
    }

    private func take(_ event: StepEvent, of instance: StepInstance) {
        switch event {
        case .metric(let name, let value, let step):
            let place = step.map { " at \($0)" } ?? ""
            state.withLock { $0.running[instance]?.metric = "\(name) \(RunView.text(of: value))\(place)" }
        case .progress(let done, let total):
            state.withLock { $0.running[instance]?.fraction = total > 0 ? min(max(done / total, 0), 1) : nil }
        case .message(let text):
            state.withLock { $0.running[instance]?.note = text }
            if !isLive { show(instance, "says", .dim, text) }
        case .warning, .registration: break
        }
    }

    private func end(_ report: StepReport) {
        state.withLock { state in _ = state.running.removeValue(forKey: report.instance) }
        switch report.ending {
        case .succeeded: show(report.instance, "succeeded", .green, "in \(Format.duration(.seconds(report.seconds)))")
        case .cached:
            let saved = "saved \(Format.duration(.seconds(report.seconds)))"
            show(report.instance, "cached", .blue, report.reason.isEmpty ? saved : "\(saved); \(report.reason)")
        case .failed: show(report.instance, "failed", .red, report.reason)
        case .upstreamFailed: show(report.instance, "not run", .yellow, report.reason)
        case .skipped: show(report.instance, "skipped", .dim, report.reason)
        case .cancelled: show(report.instance, "cancelled", .yellow, "")
        }
    }

    private func show(_ instance: StepInstance, _ word: String, _ ink: Ink, _ rest: String) {
        // Of a run among many only what goes wrong is told.
        guard member == nil || ink == .red || ink == .yellow else { return }
        let name = "\(instance)"
        let padding = String(repeating: " ", count: max(0, nameWidth - name.count))
        tell("  \(name)\(padding)  " + Line(word, ink) + (rest.isEmpty ? "" : "  \(rest)"))
    }

    private func draw(finished: [Line] = []) {
        let now = clock.now
        state.withLock { state in
            let running = state.running.sorted { $0.value.position < $1.value.position }
            let lines = isLive ? running.map { line($0.key, $0.value, now) } : []
            state.screen.draw(lines, finished: finished)
        }
    }

    private func line(_ instance: StepInstance, _ step: Running, _ now: ContinuousClock.Instant) -> Line {
        let name = "\(instance)"
        let padding = String(repeating: " ", count: max(0, nameWidth - name.count))
        var line: Line = "  \(name)\(padding)  "
        line += Line("running", .cyan)
        line += "  \(Format.duration(.seconds((now - step.began) / .seconds(1))))"
        if let fraction = step.fraction {
            line += "  \(ProgressBar().text(fraction)) \(Format.percent(fraction, places: 0))"
        }
        if !step.metric.isEmpty { line += "  " + Line(step.metric, .bold) }
        if !step.note.isEmpty { line += "  " + Line(step.note, .dim) }
        return line
    }

    /// A measured value with four significant digits.
    static func text(of value: Double) -> String {
        guard value.isFinite, value != 0 else { return "\(value)" }
        var places = 3
        var magnitude = abs(value)
        while magnitude >= 10, places > 0 {
            magnitude /= 10
            places -= 1
        }
        while magnitude < 1, places < 9 {
            magnitude *= 10
            places += 1
        }
        return Format.decimal(value, places: places)
    }
}
