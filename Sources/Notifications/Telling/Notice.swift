public import PipelineKit

/// What there is to tell of one event of one run.
public struct Notice: Sendable {
    /// The name of the event; `trial` for a message that only tries a channel.
    public var event: String
    public var pipeline: String
    /// The identity of the run; empty for a trial.
    public var run: String
    /// How the run ended.
    public var status: String
    /// The step that failed, and why; empty where none did.
    public var step: String
    public var error: String
    /// The last lines of the failed step's log.
    public var tail: String
    /// Where to look.
    public var link: String
    /// The model versions that the run registered.
    public var model: String
    /// The metric that moved, with both values.
    public var metric: String
    /// The name of the machine.
    public var host: String
    /// When it happened, as RFC 3339 writes it.
    public var time: String

    /// The event of a message that only tries a channel.
    public static let trial = "trial"

    /// The most bytes of a text, an error and a log's tail: with every sign escaped twice they fit into the longest line,
    /// of 100 KiB, that older versions of curl read.
    private static let limits = (text: 12_000, error: 2_000, tail: 6_000)

    /// Makes a notice; what is long is cut, and control characters, colours too, are left out.
    public init(
        event: String, pipeline: String, run: String = "", status: String = "", step: String = "", error: String = "",
        tail: String = "", link: String = "", model: String = "", metric: String = "", host: String, time: String
    ) {
        self.event = event
        self.pipeline = pipeline
        self.run = run
        self.status = status
        self.step = step.printable
        self.error = error.printable.beginning(Self.limits.error)
        self.tail = tail.printable.end(Self.limits.tail)
        self.link = link.printable
        self.model = model
        self.metric = metric.printable
        self.host = host.printable
        self.time = time
    }

    /// The message in one line, as a mail's subject needs it.
    public var subject: String {
        switch event {
        case "failure": "\(pipeline) \(status == "lost" ? "was lost" : "failed")" + (step.isEmpty ? "" : ": \(step)")
        case "recovery": "\(pipeline) works again"
        case "new_model_version": "\(pipeline) registered \(model)"
        case "metric_fell", "metric_rose": "\(pipeline): \(metric)"
        default: "a trial of the notifications of \(host)"
        }
    }

    /// The message as the template wants it or, without one, as suits the event.
    public func text(_ template: NotificationTemplate?) -> String {
        (template?.text(value) ?? usualText).beginning(Self.limits.text)
    }

    private var usualText: String {
        guard event != Self.trial else {
            return "This is a trial: what happens in the pipelines of \(host) is told here."
        }
        var lines = [subject + (error.isEmpty ? "" : ": \(error)"), "run \(run) on \(host): \(link)"]
        if event == "failure", !tail.isEmpty { lines += ["", "The last lines of its log:", tail] }
        return lines.joined(separator: "\n")
    }

    /// The value that stands for a placeholder.
    func value(_ placeholder: NotificationTemplate.Placeholder) -> String {
        switch placeholder {
        case .event: event
        case .pipeline: pipeline
        case .run: run
        case .status: status
        case .step: step
        case .error: error
        case .tail: tail
        case .link: link
        case .model: model
        case .metric: metric
        case .host: host
        }
    }
}

extension String {
    /// The text without control characters but line breaks and tabs, and without the escape sequences of terminals.
    var printable: String {
        guard utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return self }
        // A CSI sequence ends with a letter or sign from "@" on; an OSC sequence, such as a title, with BEL.
        let plain = replacing(/\u{1b}\[[0-?]*[ -\/]*[@-~]/, with: "").replacing(/\u{1b}\][^\u{07}\n]*\u{07}/, with: "")
        return String(
            String.UnicodeScalarView(
                plain.unicodeScalars.filter { $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t" }))
    }

    /// The first bytes, without half a character; "…" stands for what is missing.
    func beginning(_ limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var end = utf8.index(startIndex, offsetBy: limit)
        while end.samePosition(in: unicodeScalars) == nil { end = utf8.index(before: end) }
        return self[..<end] + "…"
    }

    /// The last bytes, without half a character; "…" stands for what is missing.
    func end(_ limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var start = utf8.index(endIndex, offsetBy: -limit)
        while start.samePosition(in: unicodeScalars) == nil { start = utf8.index(after: start) }
        return "…" + self[start...]
    }
}
