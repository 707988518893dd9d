internal import ContentHash
internal import HTTPRequests
internal import PipelineKit

/// Tells by a JSON document that is sent to a web address; tries up to three times where the failure may pass.
///
/// The document has the texts `event`, `pipeline`, `run`, `status`, `step`, `error`, `tail`, `link`, `model`, `metric`, `host`,
/// `time` and, with the whole message, `text`, which is what chat programs show.
struct WebhookDelivery {
    let url: String
    let secret: SecretSource?
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
        let headers = [("Content-Type", "application/json; charset=utf-8"), ("User-Agent", "pipeline")]
        let request = HTTPRequest(
            "POST", url, headers: headers + (signature?.headers ?? []), body: .bytes(Array(body.utf8)),
            timeout: .milliseconds(Int64((timeout * 1000).rounded())))
        let response: HTTPResponse
        do { response = try await request.send(environment: environment, limit: nil) } catch { throw problem(error) }
        if let problem = problem(response.status) { throw problem }
    }

    private func problem(_ status: Int) -> DeliveryProblem? {
        switch status {
        case 200..<300: nil
        case 300..<400: DeliveryProblem("\(host) answered \(status): give the address that it moved to")
        case 401, 403: DeliveryProblem("\(host) answered \(status): check the secret and the address")
        case 400..<500: DeliveryProblem("\(host) answered \(status): check the address")
        default: DeliveryProblem("\(host) answered \(status)", isPassing: true)
        }
    }

    private func problem(_ error: any Error) -> DeliveryProblem {
        if error is CancellationError { return DeliveryProblem("'curl' was cancelled", isPassing: true) }
        guard let failure = error as? HTTPFailure else { return DeliveryProblem("\(error)") }
        let text =
            switch failure.code {
            case .unknownHost: "the host of \(host) is unknown"
            case .refused: "\(host) can't be connected to"
            case .timedOut: "\(host) gave no answer within \(timeout) s"
            case .closed: "\(host) closed the connection without an answer"
            case .untrusted: "the certificate of \(host) is not one that this machine trusts"
            case .broken, .other: "\(host) could not be told: \(failure.detail)"
            case .noCurl: "the program 'curl' is not there; \(Self.help)"
            case .invalid, .notStarted, .tooLong: failure.description
            }
        return DeliveryProblem(text, isPassing: failure.isPassing)
    }

    /// What the address is called in messages: what else is in it may be secret.
    private var host: String { NotificationChannel.host(of: url) ?? "" }

    static func document(_ notice: Notice, _ text: String) -> JSON {
        var fields: [String: JSON] = ["text": .string(text), "time": .string(notice.time)]
        for placeholder in NotificationTemplate.Placeholder.allCases {
            fields[placeholder.rawValue] = .string(notice.value(placeholder))
        }
        return .object(fields)
    }
}
