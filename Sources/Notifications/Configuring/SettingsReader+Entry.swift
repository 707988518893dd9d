internal import ContentHash
internal import PipelineKit
internal import Suggestions

extension SettingsReader {
    private static let channelKeys = ["command", "webhook", "email"]
    private static let entryKeys = [
        "name", "command", "webhook", "secret_file", "secret_env", "email", "sendmail", "on", "pipelines", "template",
        "timeout", "retry_pause",
    ]

    /// Reads an entry of `notify`; `nil` where it has a mistake.
    mutating func recipient(_ entry: JSON, _ place: String) -> Recipient? {
        let before = mistakes.count
        guard let fields = object(entry, place, keys: Self.entryKeys) else { return nil }
        let channel = channel(fields, place)
        let name = text(fields["name"], "\(place).name")
        if let name, name.isEmpty || name.utf8.contains(where: { $0 < 0x20 }) {
            note("\(place).name", "a name has at least one sign, and none that breaks a line")
        }
        let events = events(fields["on"], place)
        let names = pipelines(fields["pipelines"], "\(place).pipelines")
        let template = template(fields["template"], "\(place).template")
        let limit = Recipient.usualTimeout
        let timeout = number(fields["timeout"], "\(place).timeout", in: 0.001...limit) ?? limit
        let pause =
            number(fields["retry_pause"], "\(place).retry_pause", in: 0...Recipient.longestPause)
            ?? Recipient.usualPause
        guard let channel, mistakes.count == before else { return nil }
        return Recipient(
            name: name ?? channel.usualName, channel: channel, events: events, pipelines: names, template: template,
            timeout: timeout, retryPause: pause, origin: .configuration)
    }

    private mutating func channel(_ fields: [String: JSON], _ place: String) -> NotificationChannel? {
        let given = Self.channelKeys.filter { fields[$0] != nil }
        guard let kind = given.first, given.count == 1 else {
            note(
                place,
                given.isEmpty
                    ? "it reaches nobody: give it \"command\", \"webhook\" or \"email\""
                    : "it has both \"\(given[0])\" and \"\(given[1])\": make two entries of it")
            return nil
        }
        refuse(["secret_file", "secret_env"], unless: kind == "webhook", fields, place, "webhook")
        refuse(["sendmail"], unless: kind == "email", fields, place, "email")
        let channel: NotificationChannel?
        switch kind {
        case "command": channel = words(fields["command"], "\(place).command").map(NotificationChannel.command)
        case "webhook":
            let secret = secret(fields, place)
            channel = text(fields["webhook"], "\(place).webhook").map { .webhook($0, secret: secret) }
        default:
            let sendmail = text(fields["sendmail"], "\(place).sendmail") ?? NotificationChannel.usualSendmail
            channel = text(fields["email"], "\(place).email").map { .email($0, sendmail: sendmail) }
        }
        if let objection = channel?.objection { note("\(place).\(kind)", objection) }
        return channel
    }

    /// Notes keys that mean nothing beside another channel.
    private mutating func refuse(
        _ keys: [String], unless isMeant: Bool, _ fields: [String: JSON], _ place: String, _ channel: String
    ) {
        for key in keys where !isMeant && fields[key] != nil {
            note("\(place).\(key)", "it belongs to a \"\(channel)\", which this is not")
        }
    }

    private mutating func secret(_ fields: [String: JSON], _ place: String) -> NotificationSecret? {
        let file = text(fields["secret_file"], "\(place).secret_file")
        let variable = text(fields["secret_env"], "\(place).secret_env")
        if file != nil, variable != nil {
            note(place, "it has both \"secret_file\" and \"secret_env\": give one of them")
        }
        return file.map(NotificationSecret.file) ?? variable.map(NotificationSecret.environment)
    }

    private mutating func events(_ value: JSON?, _ place: String) -> [NotificationEvent] {
        guard let items = list(value, "\(place).on"), !items.isEmpty else {
            if value == nil || value == .array([]) {
                note(place, "it is told of nothing: say what of, for example \"on\": [\"failure\", \"recovery\"]")
            }
            return []
        }
        return items.enumerated().compactMap { event($1, "\(place).on[\($0)]") }
    }

    private mutating func event(_ value: JSON, _ place: String) -> NotificationEvent? {
        let names = NotificationEvent.plainNames
        let metrics = NotificationEvent.metricNames
        if case .string(let name) = value {
            if let event = NotificationEvent(plainName: name) { return event }
            if metrics.contains(name) {
                note(place, "\"\(name)\" needs a metric: write {\"\(name)\": \"accuracy\", \"by\": 0.01}")
            } else {
                let hint = suggestion(for: name, among: names + metrics)
                let all = "; the events are " + (names + metrics).joined(separator: ", ")
                note(place, "there is no event '\(name)'\(hint.isEmpty ? all : hint)")
            }
            return nil
        }
        guard let fields = object(value, place, keys: metrics + ["by"]) else { return nil }
        let given = metrics.filter { fields[$0] != nil }
        guard let kind = given.first, given.count == 1 else {
            note(place, "it needs one of \"metric_fell\" and \"metric_rose\"")
            return nil
        }
        let amount = number(fields["by"], "\(place).by", in: 0...Double.greatestFiniteMagnitude) ?? 0
        guard let metric = text(fields[kind], "\(place).\(kind)") else { return nil }
        let event: NotificationEvent =
            kind == "metric_fell" ? .metricFell(metric, by: amount) : .metricRose(metric, by: amount)
        if let objection = event.objection { note("\(place).\(kind)", "it \(objection)") }
        return event
    }

    private mutating func pipelines(_ value: JSON?, _ place: String) -> [String]? {
        guard let names = words(value, place) else { return nil }
        for (index, name) in names.enumerated() where !pipelines.contains(name) {
            let hint = suggestion(for: name, among: pipelines)
            let all = "; there are \(pipelines.joined(separator: ", "))"
            note("\(place)[\(index)]", "there is no pipeline '\(name)'\(hint.isEmpty ? all : hint)")
        }
        return names
    }
}
