internal import Arguments

/// One run of a sweep.
struct SweepMember: Sendable {
    /// The fact of a run that names its sweep.
    static let fact = "sweep"

    /// The sweep's identity.
    let sweep: String
    /// The place of the run, from 1, and how many there are.
    let number: Int
    let count: Int
    let point: [Assignment]

    var facts: [String: String] { [Self.fact: sweep] }

    /// What a line about the run says behind its identity.
    var title: String { " (\(number) of \(count)): \(point.sweptText)" }
}
