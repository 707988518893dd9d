import CSpawn
import Glibc
import Synchronization

/// What the supervising thread does, for ever: waits for children, their events and messages, and acts on them.
///
/// A child goes through three states. It *runs* until its pidfd is readable. Then its exit status is taken, and the
/// others of its group are watched until they are *gone*, at once or after the grace period with the help of KILL.
/// Then the task that waits is *told*, exactly once, and the child is forgotten.
struct SupervisionLoop {
    /// What a watched descriptor belongs to.
    enum Watch {
        case wakeup
        case interrupts
        case end(RunningChild)
        case pipe(RunningChild)
        case leftover(RunningChild)
    }

    private let supervisor: ProcessSupervisor
    private var epoll: Epoll
    private var watches: [Int32: Watch] = [:]
    var children: [ObjectIdentifier: RunningChild] = [:]
    /// What could not be ended of children that are told of; none of it is another child's.
    var remaining: [Stray] = []
    private var inbox: ArraySlice<ProcessSupervisor.Message> = []
    /// No deadline of a child is before this moment.
    var earliestDeadline: Moment?
    /// When the output of children is to be looked at, if that of any is limited.
    private var nextLook: Moment?

    init(_ supervisor: ProcessSupervisor) throws(SystemCallFailure) {
        self.supervisor = supervisor
        epoll = supervisor.epoll
        try watch(supervisor.wakeup, .wakeup)
        try watch(supervisor.interrupts.reading, .interrupts)
    }

    mutating func run() -> Never {
        while true {
            for descriptor in epoll.wait(milliseconds: patience) { handle(descriptor) }
            // One at a time, as a start takes half a millisecond: ends and deadlines don't wait for a thousand starts.
            if let message = inbox.popFirst() { handle(message) }
            enforceDeadlines()
            limitOutputs()
        }
    }

    private var patience: Int32 {
        if !inbox.isEmpty { return 0 }
        let next = [earliestDeadline, nextLook].compactMap { $0 }.min()
        return next?.milliseconds(after: .now) ?? -1
    }

    /// Looks at what children have written, from time to time while there are some whose output is limited.
    private mutating func limitOutputs() {
        guard let nextLook, nextLook <= .now else { return }
        let limited = children.values.filter { !$0.outputs.isEmpty }
        for child in limited { child.limitOutputs() }
        self.nextLook = limited.isEmpty ? nil : Moment.now.advanced(by: LimitedOutput.interval)
    }

    /// Acts on a ready descriptor.
    ///
    /// The descriptor may be gone since, and its number even be another's: all actions bear that.
    private mutating func handle(_ descriptor: Int32) {
        switch watches[descriptor] {
        case .wakeup: inbox += supervisor.takeMessages()
        case .interrupts: supervisor.interrupts.deliver()
        case .end(let child): reap(child)
        case .pipe(let child): readPipe(descriptor, of: child)
        case .leftover(let child): leftoverEnded(descriptor, of: child)
        case nil: break
        }
    }

    private mutating func handle(_ message: ProcessSupervisor.Message) {
        switch message {
        case .start(let launch, let continuation): start(launch, continuation)
        case .cancel(let launch):
            // A child that has ended by itself meanwhile, or is being ended, keeps its own reason.
            guard let child = children[ObjectIdentifier(launch)], child.exit == nil, child.phase == .running else {
                return
            }
            terminate(child, because: .cancelled)
        case .endGrace: endGrace()
        }
    }
}

extension SupervisionLoop {
    private mutating func start(_ launch: Launch, _ continuation: CheckedContinuation<Launch.Outcome, Never>) {
        if launch.isCancelled.load(ordering: .acquiring) {
            continuation.resume(returning: .success(.neverStarted))
            return
        }
        do throws(ProcessError) {
            // What the child leaves behind goes over to this process when it ends.
            if launch.child.endsDaemons { _ = cspawn_adopt_orphans() }
            let startedAt = Moment.now
            let process = try StartedProcess(launch.child)
            let child = RunningChild(launch, continuation, process, startedAt: startedAt)
            children[ObjectIdentifier(launch)] = child
            watchForLife(child)
            noteDeadline(of: child)
            if !child.outputs.isEmpty, nextLook == nil { nextLook = startedAt.advanced(by: LimitedOutput.interval) }
            if let identity = ProcessIdentity(of: child.pid) { launch.started(identity) }
        } catch {
            continuation.resume(returning: .failure(error))
        }
    }

    /// Watches a new child.
    ///
    /// The kernel refuses only for want of memory, in which case nothing at all could be supervised.
    private mutating func watchForLife(_ child: RunningChild) {
        do throws(SystemCallFailure) {
            try watch(child.pidfd, .end(child))
            for pipe in child.pipes.values { try watch(pipe.descriptor, .pipe(child)) }
        } catch {
            fatalError("the process \(child.pid) can't be watched: \(SystemText.error(error.errno))")
        }
    }

    mutating func watch(_ descriptor: Descriptor, _ watch: Watch) throws(SystemCallFailure) {
        try epoll.add(descriptor)
        watches[descriptor.number] = watch
    }

    mutating func unwatch(_ descriptor: Descriptor) {
        epoll.remove(descriptor)
        watches[descriptor.number] = nil
    }

    private mutating func readPipe(_ descriptor: Int32, of child: RunningChild) {
        child.silence?.restart(at: .now)
        guard child.pipes[descriptor]?.read() == false else { return }
        closePipe(descriptor, of: child)
    }

    mutating func closePipe(_ descriptor: Int32, of child: RunningChild) {
        guard var pipe = child.pipes.removeValue(forKey: descriptor) else { return }
        unwatch(pipe.descriptor)
        pipe.drain()
    }
}
