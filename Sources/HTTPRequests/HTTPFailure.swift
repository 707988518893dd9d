/// Why a server gave no answer.
///
/// An answer that refuses, such as 404 or 500, is no failure but an ``HTTPResponse``.
public struct HTTPFailure: Error, Hashable, Sendable {
    /// What went wrong.
    public enum Code: Hashable, Sendable {
        /// The address, a header or the name of a user is none.
        case invalid
        /// The program `curl` is missing, or does not start.
        case noCurl
        /// The host has no address.
        case unknownHost
        /// Nobody listens at the address.
        case refused
        /// The time was up.
        case timedOut
        /// The answer is longer than was allowed for.
        case tooLong
        /// Anything else, such as a certificate that nobody vouches for.
        case other
    }

    public let code: Code
    /// The server, without what may be secret in the address.
    public let server: String
    /// What else is known, as a clause.
    public let detail: String
}

extension HTTPFailure: CustomStringConvertible {
    public var description: String {
        switch code {
        case .invalid, .noCurl: detail
        case .unknownHost: "the host of '\(server)' is unknown: check the address, and the network"
        case .refused: "nobody answers at '\(server)': check the address, and that the server runs"
        case .timedOut: "'\(server)' did not answer within \(detail)"
        case .tooLong: "'\(server)' answered with \(detail)"
        case .other: "'\(server)' could not be asked: \(detail)"
        }
    }
}
