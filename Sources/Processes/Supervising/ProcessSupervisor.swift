import CSpawn
import Glibc
import Synchronization

/// The one thread that starts and watches all children of this process.
///
/// It lives as long as the process does, which ``ChildProcess/diesWithParent`` needs: the kernel takes the end of the
/// *thread* that started a child for the end of its parent.
final class ProcessSupervisor: Sendable {
    /// What the thread is asked to do.
    enum Message: Sendable {
        case start(Launch, CheckedContinuation<Launch.Outcome, Never>)
        case cancel(Launch)
        case endGrace
    }

    let epoll: Epoll
    /// Readable when there are messages.
    let wakeup: Descriptor
    let interrupts: InterruptDelivery
    private let messages = Mutex<[Message]>([])

    private static let only = Mutex<ProcessSupervisor?>(nil)

    /// The supervisor, which starts with its first use.
    static func shared() throws(SystemCallFailure) -> ProcessSupervisor {
        try only.withLock { only throws(SystemCallFailure) in
            if let only { return only }
            let supervisor = try ProcessSupervisor()
            try supervisor.startThread()
            only = supervisor
            return supervisor
        }
    }

    private init() throws(SystemCallFailure) {
        epoll = try Epoll()
        wakeup = try Descriptor(checking: eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK)))
        interrupts = try InterruptDelivery()
        cspawn_keep_statuses()
    }

    func post(_ message: Message) {
        messages.withLock { $0.append(message) }
        eventfd_write(wakeup.number, 1)
    }

    func takeMessages() -> [Message] {
        var count: eventfd_t = 0
        eventfd_read(wakeup.number, &count)
        return messages.withLock { messages in
            defer { messages = [] }
            return messages
        }
    }

    private func startThread() throws(SystemCallFailure) {
        var thread = pthread_t()
        let failure = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { preconditionFailure("the thread is given its supervisor") }
                let supervisor = Unmanaged<ProcessSupervisor>.fromOpaque(argument).takeRetainedValue()
                do throws(SystemCallFailure) {
                    var loop = try SupervisionLoop(supervisor)
                    loop.run()
                } catch {
                    fatalError("children can't be supervised: \(SystemText.error(error.errno))")
                }
            }, Unmanaged.passRetained(self).toOpaque())
        guard failure == 0 else {
            Unmanaged.passUnretained(self).release()
            throw SystemCallFailure(errno: failure)
        }
        pthread_detach(thread)
    }
}
