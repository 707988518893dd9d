import CSpawn
import Glibc
import Synchronization

/// Hands signals from the pipe, into which their handler writes, to all that subscribed.
final class InterruptDelivery: Sendable {
    private typealias Continuation = AsyncStream<Interrupt>.Continuation

    private struct Subscriptions {
        var next = 0
        var active: [Int: (kinds: Set<Interrupt>, continuation: Continuation)] = [:]
        /// The signals that have our handler.
        var caught: Set<Interrupt> = []
    }

    /// Readable when signals have come.
    let reading: Descriptor
    /// Both ends live as long as the process, as the handler may run at any moment.
    private let writing: Descriptor
    private let subscriptions = Mutex(Subscriptions())

    init() throws(SystemCallFailure) {
        (reading, writing) = try Descriptor.pipe()
        try reading.setBlocking(false)
        try writing.setBlocking(false)
        cspawn_set_interrupt_pipe(writing.number)
    }

    func subscribe(_ kinds: Set<Interrupt>, _ continuation: AsyncStream<Interrupt>.Continuation) -> Int {
        subscriptions.withLock { state in
            for kind in kinds.subtracting(state.caught) where cspawn_catch_signal(kind.signal) == 1 {
                state.caught.insert(kind)
            }
            state.next += 1
            state.active[state.next] = (kinds, continuation)
            return state.next
        }
    }

    func unsubscribe(_ number: Int) {
        let ended = subscriptions.withLock { state in
            let ended = state.active.removeValue(forKey: number)
            let wanted = state.active.values.reduce(into: Set<Interrupt>()) { $0.formUnion($1.kinds) }
            for kind in state.caught.subtracting(wanted) { cspawn_release_signal(kind.signal) }
            state.caught.formIntersection(wanted)
            return ended
        }
        ended?.continuation.finish()
    }

    /// Passes on what is in the pipe.
    func deliver() {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(reading.number, &bytes, bytes.count)
        let active = subscriptions.withLock { Array($0.active.values) }
        for byte in bytes.prefix(max(0, count)) {
            guard let interrupt = Interrupt.allCases.first(where: { $0.signal == Int32(byte) }) else { continue }
            for (kinds, continuation) in active where kinds.contains(interrupt) { continuation.yield(interrupt) }
        }
    }
}
