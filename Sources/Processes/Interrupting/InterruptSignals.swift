/// Turns the signals that would end this process into values, until told to end.
///
/// ```swift
/// let interrupts = try InterruptSignals()
/// defer { interrupts.end() }
/// for await interrupt in interrupts.values { … }
/// ```
///
/// A signal that was ignored when the process started stays ignored: `nohup` means it so.
public final class InterruptSignals: Sendable {
    /// The signals in the order they came, for one consumer, until ``end()``.
    public let values: AsyncStream<Interrupt>
    private let number: Int
    private let delivery: InterruptDelivery

    /// Starts to catch signals.
    ///
    /// - Throws: What the system refused, for instance another thread.
    public init(_ kinds: Set<Interrupt> = Set(Interrupt.allCases)) throws(ProcessError) {
        do throws(SystemCallFailure) {
            delivery = try ProcessSupervisor.shared().interrupts
        } catch {
            throw ProcessError(
                code: .system, program: "catching signals", context: "starting the supervising thread",
                errno: error.errno)
        }
        let (values, continuation) = AsyncStream.makeStream(of: Interrupt.self, bufferingPolicy: .bufferingNewest(16))
        self.values = values
        let number = delivery.subscribe(kinds, continuation)
        self.number = number
        // A stream that nobody can read any more ends itself, so that forgetting `end()` harms nothing for long.
        continuation.onTermination = { [delivery] _ in delivery.unsubscribe(number) }
    }

    /// Gives the signals their previous effect back, unless someone else still catches them.
    ///
    /// May be called again.
    public func end() { delivery.unsubscribe(number) }
}
