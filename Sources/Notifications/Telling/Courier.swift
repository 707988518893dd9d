internal import PipelineKit

/// Takes messages to people: to programs, web addresses and mailboxes, all at once and within 40 seconds.
///
/// Nothing that fails here is thrown: each ``Delivery`` says what became of it. What is secret, the address of a webhook
/// included, reaches other programs through their standard input alone, and is in no message.
public struct Courier: Sendable {
    private let folder: String
    private let environment: [String: String]
    /// The environment without any secret: what programs see.
    private let visible: [String: String]
    private let now: @Sendable () -> Double

    /// Makes a courier.
    /// - Parameters:
    ///   - folder: The folder of the configuration, which relative paths of secrets count from and programs start in.
    ///   - environment: Where secrets may be, and what programs see but for the secrets.
    ///   - recipients: Everybody whose secret no program sees, whether they are told now or not.
    ///   - now: The time of day, in seconds since 1970.
    public init(
        folder: String, environment: [String: String], recipients: [Recipient], now: @escaping @Sendable () -> Double
    ) {
        let secrets = Set(recipients.compactMap { Self.secretVariable(of: $0.channel) })
        self.folder = folder
        self.environment = environment
        visible = environment.filter { !secrets.contains($0.key) }
        self.now = now
    }

    /// Delivers each notice to its recipient.
    /// - Returns: What became of each, in their order.
    public func deliver(_ notices: [(notice: Notice, recipient: Recipient)]) async -> [Delivery] {
        await withTaskGroup(of: (Int, Delivery).self) { group in
            for (index, item) in notices.enumerated() {
                group.addTask { (index, await deliver(item.notice, to: item.recipient)) }
            }
            var deliveries: [(Int, Delivery)] = []
            for await delivery in group { deliveries.append(delivery) }
            return deliveries.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// Says what would keep a recipient from being told, as far as that is known without telling.
    public func obstacle(to recipient: Recipient) -> String? {
        do throws(DeliveryProblem) {
            switch recipient.channel {
            case .command(let words): try HelperProgram.check(words.first ?? "", environment, folder: folder)
            case .email(_, let sendmail):
                try HelperProgram.check(sendmail, environment, folder: folder, help: MailDelivery.help)
            case .webhook(_, let secret):
                try HelperProgram.check("curl", environment, folder: folder, help: WebhookDelivery.help)
                _ = try secret.map { SecretSource(secret: $0, folder: folder, environment: environment) }?.bytes()
            }
            return nil
        } catch {
            return error.description
        }
    }

    private func deliver(_ notice: Notice, to recipient: Recipient) async -> Delivery {
        let text = notice.text(recipient.template)
        let result: DeliveryResult
        switch recipient.channel {
        case .command(let words):
            result = await CommandDelivery(words: words, folder: folder, environment: visible)
                .deliver(notice, text, timeout: recipient.timeout)
        case .email(let address, let sendmail):
            result = await MailDelivery(address: address, sendmail: sendmail, folder: folder, environment: visible)
                .deliver(notice, text, timeout: recipient.timeout, time: now())
        case .webhook(let url, let secret):
            let source = secret.map { SecretSource(secret: $0, folder: folder, environment: environment) }
            result = await WebhookDelivery(
                url: url, secret: source, environment: visible, timeout: recipient.timeout,
                retryPause: recipient.retryPause, now: now
            ).deliver(notice, text)
        }
        return Delivery(
            recipient: recipient.name, event: notice.event, attempts: result.attempts,
            error: result.problem?.description)
    }

    /// The variable with a channel's secret, which no program that is started here sees.
    private static func secretVariable(of channel: NotificationChannel) -> String? {
        if case .webhook(_, .environment(let name)?) = channel { name } else { nil }
    }
}

/// How often something was tried, and what kept it from succeeding.
struct DeliveryResult {
    let attempts: Int
    let problem: DeliveryProblem?
}
