/// Why a message did not reach its channel: one sentence without a full stop, that ends with what to do where that is known.
struct DeliveryProblem: Error, Hashable, CustomStringConvertible {
    let description: String
    /// Whether another try may succeed.
    let isPassing: Bool

    init(_ description: String, isPassing: Bool = false) {
        self.description = description
        self.isPassing = isPassing
    }
}
