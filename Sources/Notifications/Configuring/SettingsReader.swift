internal import ContentHash
internal import PipelineKit

/// Reads a configuration, and notes every mistake with its place.
struct SettingsReader {
    let file: String
    let pipelines: [String]
    private(set) var mistakes: [SettingsMistake] = []

    init(file: String, pipelines: [String]) {
        self.file = file
        self.pipelines = pipelines
    }

    mutating func note(_ place: String, _ message: String) {
        mistakes.append(SettingsMistake(file: file, place: place, message: message))
    }

    mutating func settings(_ document: JSON) -> (link: NotificationTemplate?, recipients: [Recipient]) {
        guard let fields = object(document, "", keys: ["link", "notify"]) else { return (nil, []) }
        var recipients: [Recipient] = []
        for (index, entry) in (list(fields["notify"], "notify") ?? []).enumerated() {
            guard let recipient = recipient(entry, "notify[\(index)]") else { continue }
            if let twin = recipients.firstIndex(where: { $0.name == recipient.name }) {
                note("notify[\(index)]", "'\(recipients[twin].name)' is there twice: give one a \"name\" of its own")
            } else {
                recipients.append(recipient)
            }
        }
        return (link(fields["link"]), recipients)
    }

    private mutating func link(_ value: JSON?) -> NotificationTemplate? {
        guard let link = template(value, "link") else { return nil }
        guard link.placeholders.allSatisfy({ $0 == .run || $0 == .pipeline }) else {
            note("link", "an address is made of {run} and {pipeline} alone")
            return nil
        }
        return link
    }
}
