import CSpawn
import Glibc

/// A child that was started and whose end has not been told yet; known to the supervising thread alone.
final class RunningChild {
    /// How far its end has got.
    enum Phase {
        /// No signal was sent.
        case running
        /// TERM was sent to the group, which has until the deadline.
        case terminating
        /// KILL was sent to the group.
        case killing
    }

    let launch: Launch
    let continuation: CheckedContinuation<Launch.Outcome, Never>
    let pid: Int32
    let pidfd: Descriptor
    let startedAt: Moment
    /// The peak memory of this process, which is where the kernel starts to count that of the child.
    let inheritedPeakKilobytes: Int64

    /// The pipes that it writes into, by descriptor: of its events, and of its output where there are texts to hide.
    var pipes: [Int32: ChildPipe] = [:]
    var phase = Phase.running
    /// Why the child is being ended, if it is.
    var interruption: ProcessEnd.Reason?
    var outlivedGrace = false
    /// How long it has been silent, where that is limited.
    var silence: Silence?
    /// When the phase is over, or the silence may have lasted for too long.
    var deadline: Moment?
    /// How the child itself ended, if it has; others of its group may remain.
    var exit: (status: cspawn_exit, at: Moment)?
    /// What runs on after its end, by descriptor.
    var leftovers: [Int32: Stray] = [:]
    var strays = ProcessEnd.Strays.none
    var daemons = 0
    /// Its output, where that is limited.
    var outputs: [LimitedOutput] = []

    init(
        _ launch: Launch, _ continuation: CheckedContinuation<Launch.Outcome, Never>, _ process: StartedProcess,
        startedAt: Moment
    ) {
        self.launch = launch
        self.continuation = continuation
        self.startedAt = startedAt
        pid = process.pid
        pidfd = process.pidfd
        if let events = process.events {
            pipes[events.number] = ChildPipe(events, to: EventLines(deliver: launch.event))
        }
        if let masked = process.masked {
            let output = MaskedOutput(to: masked.file, hiding: launch.child.hidden)
            pipes[masked.reading.number] = ChildPipe(masked.reading, to: output)
        }
        silence = launch.child.silentTimeout.map { Silence(of: launch.child, limit: $0, startedAt: startedAt) }
        if let limit = launch.child.outputLimit {
            let paths = Set([launch.child.standardOutput, launch.child.standardError].compactMap { $0 })
            outputs = paths.compactMap { LimitedOutput(path: $0, limit: limit) }
        }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        inheritedPeakKilobytes = Int64(usage.ru_maxrss)
        deadline = nextDeadline
    }

    /// When it has to be looked at while it runs.
    var nextDeadline: Moment? { [launch.child.timeout.map(startedAt.advanced), silence?.end].compactMap { $0 }.min() }

    /// The group that it leads; none where it stayed in that of this process.
    var group: ProcessGroup? { launch.child.joinsGroup ? nil : ProcessGroup(leader: pid) }

    /// Sends a signal to the group, or to the child alone where it leads none or has moved to another; and to its daemons.
    func send(_ signal: Int32) {
        if group?.send(signal) != true, exit == nil { _ = cspawn_signal(pidfd.number, signal) }
        for stray in leftovers.values where stray.isDaemon { stray.send(signal) }
    }

    /// Leaves out the middle of what it wrote beyond its limit.
    func limitOutputs() {
        for index in outputs.indices { outputs[index].enforce() }
    }

    /// Puts together what there is to tell when the child and its group are gone.
    func end(_ exit: (status: cspawn_exit, at: Moment)) -> ProcessEnd {
        let status = exit.status
        return ProcessEnd(
            reason: interruption ?? (status.was_signalled != 0 ? .signalled(status.status) : .exited(status.status)),
            strays: strays, daemons: daemons, omittedOutput: outputs.reduce(0) { $0 + $1.omitted },
            outlivedGrace: outlivedGrace, wallSeconds: exit.at.seconds(since: startedAt),
            userSeconds: Double(status.user_microseconds) / 1e6,
            systemSeconds: Double(status.system_microseconds) / 1e6,
            peakMemoryBytes: status.peak_kilobytes * 1024,
            isPeakMemoryOwn: status.peak_kilobytes > inheritedPeakKilobytes)
    }
}
