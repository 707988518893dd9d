/// A way to reach people: a program, an address on the web, or a mailbox.
public enum NotificationChannel: Hashable, Sendable {
    /// A program with its arguments, started without a shell; it reads the message from standard input.
    case command([String])
    /// An address that gets the message as JSON by POST, signed where there is a secret to sign with.
    case webhook(String, secret: NotificationSecret? = nil)
    /// A mailbox, by way of the machine's `sendmail`.
    case email(String, sendmail: String = NotificationChannel.usualSendmail)

    /// Where mail systems put the program that takes mail.
    public static let usualSendmail = "/usr/sbin/sendmail"

    /// A name made of where the message goes: the program, the host, the address.
    public var usualName: String {
        switch self {
        case .command(let words): words.first.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? "command"
        case .webhook(let url, _): NotificationChannel.host(of: url) ?? "webhook"
        case .email(let address, _): address
        }
    }

    /// What is wrong with the channel, as a whole sentence; `nil` where nothing is.
    public var objection: String? {
        switch self {
        case .command(let words):
            if words.first?.isEmpty ?? true { return "a command names no program" }
            return words.contains { $0.utf8.contains(0) } ? "a command contains a NUL character" : nil
        case .webhook(let url, _):
            // What an address holds may be a secret, so that no message repeats it.
            return NotificationChannel.host(of: url) == nil
                ? "the address of a webhook is not http://HOST/… or https://HOST/…" : nil
        case .email(let address, let sendmail):
            if !NotificationChannel.isMailbox(address) {
                return "'\(address)' is no mail address such as ada@example.org"
            }
            return sendmail.hasPrefix("/") ? nil : "the path '\(sendmail)' of sendmail does not begin with '/'"
        }
    }

    /// The host, with its port, of a web address that is usable; without what may be secret, such as a password.
    public static func host(of url: String) -> String? {
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: { url.lowercased().hasPrefix($0) }) else { return nil }
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
        let authority = url.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        return host.isEmpty || host.hasPrefix(":") ? nil : host
    }

    /// Whether a text can stand after `To:` and mean one mailbox.
    private static func isMailbox(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !text.hasPrefix("-") else { return false }
        return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"()<>[],;:\\\"".utf8.contains($0) }
    }
}

/// Where a secret is kept; the secret itself is in no declaration and no configuration.
public enum NotificationSecret: Hashable, Sendable {
    /// A file that only its owner may read; a relative path counts from the folder `registry/`.
    case file(String)
    /// A variable of the environment of `pipeline`.
    case environment(String)
}

extension NotificationChannel: Codable {
    private enum Key: String, CodingKey {
        case command, webhook, email, sendmail
        case secretFile = "secret_file"
        case secretEnvironment = "secret_env"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let words = try container.decodeIfPresent([String].self, forKey: .command) {
            self = .command(words)
        } else if let url = try container.decodeIfPresent(String.self, forKey: .webhook) {
            let file = try container.decodeIfPresent(String.self, forKey: .secretFile)
            let variable = try container.decodeIfPresent(String.self, forKey: .secretEnvironment)
            self = .webhook(
                url, secret: file.map(NotificationSecret.file) ?? variable.map(NotificationSecret.environment))
        } else {
            self = .email(
                try container.decode(String.self, forKey: .email),
                sendmail: try container.decode(String.self, forKey: .sendmail))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .command(let words): try container.encode(words, forKey: .command)
        case .webhook(let url, let secret):
            try container.encode(url, forKey: .webhook)
            switch secret {
            case .file(let path): try container.encode(path, forKey: .secretFile)
            case .environment(let name): try container.encode(name, forKey: .secretEnvironment)
            case nil: break
            }
        case .email(let address, let sendmail):
            try container.encode(address, forKey: .email)
            try container.encode(sendmail, forKey: .sendmail)
        }
    }
}
