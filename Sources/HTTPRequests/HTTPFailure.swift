/// Why a server gave no answer.
///
/// An answer that refuses, such as 404 or 500, is no failure but an ``HTTPResponse``.
public struct HTTPFailure: Error, Hashable, Sendable {
    /// What went wrong.
    public enum Code: Hashable, Sendable {
        /// The address, a header or the name of a user is none.
        case invalid
        /// The program `curl` is missing.
        case noCurl
        /// The program `curl` does not start.
        case notStarted
        /// The host has no address.
        case unknownHost
        /// Nobody listens at the address.
        case refused
        /// The time was up.
        case timedOut
        /// The answer is longer than was allowed for.
        case tooLong
        /// The connection was closed before there was an answer.
        case closed
        /// The connection broke in another way.
        case broken
        /// Nobody that this machine trusts vouches for the certificate of the server.
        case untrusted
        /// Anything else.
        case other
    }

    public let code: Code
    /// The server, without what may be secret in the address.
    public let server: String
    /// What else is known, as a clause.
    public let detail: String

    /// Whether the same request may succeed when it is made again.
    public var isPassing: Bool {
        switch code {
        case .unknownHost, .refused, .timedOut, .closed, .broken: true
        case .invalid, .noCurl, .notStarted, .tooLong, .untrusted, .other: false
        }
    }
}

extension HTTPFailure: CustomStringConvertible {
    public var description: String {
        switch code {
        case .invalid, .noCurl, .notStarted: detail
        case .unknownHost: "the host of '\(server)' is unknown: check the address, and the network"
        case .refused: "nobody answers at '\(server)': check the address, and that the server runs"
        case .timedOut: "'\(server)' did not answer within \(detail)"
        case .tooLong: "'\(server)' answered with \(detail)"
        case .closed: "'\(server)' closed the connection without an answer"
        case .broken, .untrusted, .other: "'\(server)' could not be asked: \(detail)"
        }
    }
}
