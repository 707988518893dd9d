internal import Processes

/// What curl found out, in words that name the host and nothing of the rest of an address.
struct CurlAnswer {
    /// Why the message was not taken; `nil` where it was.
    let problem: DeliveryProblem?

    init(_ end: HelperProgram.End, of host: String, timeout: Double) {
        switch end.reason {
        case .exited(0): problem = Self.problem(status: end.lines.last.flatMap { Int($0) } ?? 0, of: host)
        case .exited(let code): problem = Self.problem(code: code, end.lines, of: host, timeout: timeout)
        case .timedOut: problem = Self.silence(of: host, timeout)
        default: problem = DeliveryProblem("'curl' \(end.reason)", isPassing: true)
        }
    }

    private static func problem(status: Int, of host: String) -> DeliveryProblem? {
        switch status {
        case 200..<300: nil
        case 300..<400: DeliveryProblem("\(host) answered \(status): give the address that it moved to")
        case 401, 403: DeliveryProblem("\(host) answered \(status): check the secret and the address")
        case 400..<500: DeliveryProblem("\(host) answered \(status): check the address")
        default: DeliveryProblem("\(host) answered \(status)", isPassing: true)
        }
    }

    /// Exit codes of curl are documented in its manual, under EXIT CODES.
    private static func problem(
        code: Int32, _ lines: [String], of host: String, timeout: Double
    ) -> DeliveryProblem {
        switch code {
        case 6: DeliveryProblem("the host of \(host) is unknown", isPassing: true)
        case 7: DeliveryProblem("\(host) can't be connected to", isPassing: true)
        case 28: silence(of: host, timeout)
        case 52, 56: DeliveryProblem("\(host) closed the connection without an answer", isPassing: true)
        case 60: DeliveryProblem("the certificate of \(host) is not one that this machine trusts")
        default:
            DeliveryProblem(
                lines.first { $0.hasPrefix("curl: ") } ?? "'curl' exited with code \(code)",
                isPassing: [5, 16, 18, 35, 55, 92].contains(code))
        }
    }

    private static func silence(of host: String, _ timeout: Double) -> DeliveryProblem {
        DeliveryProblem("\(host) gave no answer within \(timeout) s", isPassing: true)
    }
}
