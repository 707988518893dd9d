internal import ContentHash
internal import Notifications
internal import PipelineKit
internal import Terminal

/// A recipient for people and for programs; of a web address only what is no secret.
enum RecipientText {
    /// How the recipient is reached.
    static func channel(_ recipient: Recipient) -> String {
        switch recipient.channel {
        case .command(let words): "command \(words.map(quoted).joined(separator: " "))"
        case .webhook(let url, let secret): "webhook \(address(url))\(secret == nil ? "" : ", signed")"
        case .email(let address, _): "email \(address)"
        }
    }

    static func pipelines(_ recipient: Recipient) -> String { recipient.pipelines?.joined(separator: ", ") ?? "all" }

    static func events(_ recipient: Recipient) -> String { recipient.events.map(\.description).joined(separator: ", ") }

    static func origin(_ recipient: Recipient) -> String {
        switch recipient.origin {
        case .configuration: "registry/config.json"
        case .pipeline(let name): "pipeline \(name)"
        }
    }

    static func json(_ recipient: Recipient) throws -> JSON {
        [
            "name": .string(recipient.name), "channel": .string(channel(recipient)),
            "events": .array(try recipient.events.map { try JSON(encoding: $0) }),
            "pipelines": recipient.pipelines.map { .array($0.map(JSON.string)) } ?? .null,
            "origin": .string(origin(recipient)),
        ]
    }

    private static func quoted(_ word: String) -> String {
        word.isEmpty || word.contains(where: \.isWhitespace) ? "'\(word)'" : word
    }

    /// The scheme and the host: the path of a chat program's hook is a secret itself.
    private static func address(_ url: String) -> String {
        let scheme = url.lowercased().hasPrefix("https") ? "https" : "http"
        return "\(scheme)://\(NotificationChannel.host(of: url) ?? "")/…"
    }
}
