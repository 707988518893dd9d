internal import ContentHash
internal import PipelineKit

/// Tells by a JSON document that is sent to a web address; tries up to three times where the failure may pass.
///
/// The document has the texts `event`, `pipeline`, `run`, `status`, `step`, `error`, `tail`, `link`, `model`, `metric`, `host`,
/// `time` and, with the whole message, `text`, which is what chat programs show.
struct WebhookDelivery {
    let url: String
    let secret: SecretSource?
    let folder: String
    let environment: [String: String]
    let timeout: Double
    let retryPause: Double
    let now: @Sendable () -> Double

    static let help = "webhooks need it: install it, for example with: apt-get install curl"

    private static let tries = 3

    func deliver(_ notice: Notice, _ text: String) async -> DeliveryResult {
        let body = Self.document(notice, text).text
        var attempts = 0
        var pause = retryPause
        do throws(DeliveryProblem) {
            let key = try secret?.bytes()
            while true {
                attempts += 1
                do throws(DeliveryProblem) {
                    try await send(body, key)
                    return DeliveryResult(attempts: attempts, problem: nil)
                } catch  where error.isPassing && attempts < Self.tries {
                    // Cancelled, it is the last try.
                    guard (try? await Task.sleep(for: .seconds(pause))) != nil else { throw error }
                    pause *= 2
                }
            }
        } catch {
            let count = attempts > 1 ? "; tried \(attempts) times" : ""
            return DeliveryResult(attempts: attempts, problem: DeliveryProblem(error.description + count))
        }
    }

    private func send(_ body: String, _ key: [UInt8]?) async throws(DeliveryProblem) {
        // A repetition has a new timestamp, so that a receiver may refuse old ones.
        let signature = key.map { WebhookSignature(body: body, secret: $0, time: now()) }
        let request = CurlRequest(url: url, body: body, headers: signature?.headers ?? [], timeout: timeout)
        let program = HelperProgram(
            words: ["curl"] + CurlRequest.arguments, input: request.configuration, environment: environment,
            folder: folder, timeout: timeout + 0.5, help: Self.help)
        let answer = CurlAnswer(try await program.run(), of: NotificationChannel.host(of: url) ?? "", timeout: timeout)
        if let problem = answer.problem { throw problem }
    }

    static func document(_ notice: Notice, _ text: String) -> JSON {
        var fields: [String: JSON] = ["text": .string(text), "time": .string(notice.time)]
        for placeholder in NotificationTemplate.Placeholder.allCases {
            fields[placeholder.rawValue] = .string(notice.value(placeholder))
        }
        return .object(fields)
    }
}
