import CSpawn
import Glibc

extension SupervisionLoop {
    mutating func noteDeadline(of child: RunningChild) {
        guard let deadline = child.deadline else { return }
        earliestDeadline = min(earliestDeadline ?? deadline, deadline)
    }

    mutating func enforceDeadlines() {
        guard let earliestDeadline, earliestDeadline <= .now else { return }
        let now = Moment.now
        for child in children.values {
            if let deadline = child.deadline, deadline <= now { deadlinePassed(of: child) }
        }
        self.earliestDeadline = children.values.compactMap(\.deadline).min()
    }

    /// Kills whatever was asked to end and has not.
    mutating func endGrace() {
        for child in children.values where child.phase == .terminating { deadlinePassed(of: child) }
    }

    private mutating func deadlinePassed(of child: RunningChild) {
        child.deadline = nil
        switch child.phase {
        case .running: limitPassed(of: child)
        case .terminating:
            child.outlivedGrace = child.exit == nil
            kill(child)
        case .killing:
            child.strays = .remaining
            remaining += child.leftovers.values
            tell(child)
        }
    }

    /// Ends a child that has run, or was silent, for too long; one that has given a sign of life meanwhile goes on.
    private mutating func limitPassed(of child: RunningChild) {
        let now = Moment.now
        if let timeout = child.launch.child.timeout, child.startedAt.advanced(by: timeout) <= now {
            return terminate(child, because: .timedOut)
        }
        child.silence?.examineFiles(at: now)
        if let silence = child.silence, silence.end <= now { return terminate(child, because: .silent) }
        child.deadline = child.nextDeadline
    }

    /// Asks the group to end.
    ///
    /// A stopped process would not hear of it, so it is continued.
    mutating func terminate(_ child: RunningChild, because reason: ProcessEnd.Reason) {
        child.interruption = reason
        child.phase = .terminating
        child.send(SIGTERM)
        child.send(SIGCONT)
        child.deadline = Moment.now.advanced(by: child.launch.child.gracePeriod)
        noteDeadline(of: child)
    }

    /// Kills the group.
    ///
    /// A child itself is waited for however long the kernel holds it; others, for some time.
    private mutating func kill(_ child: RunningChild) {
        child.phase = .killing
        child.send(SIGKILL)
        guard child.exit != nil else { return }
        child.strays = .killed
        awaitKilled(child)
    }

    /// Gives the kernel time to let go of killed processes.
    private mutating func awaitKilled(_ child: RunningChild) {
        child.deadline = Moment.now.advanced(by: child.launch.child.killPeriod)
        noteDeadline(of: child)
    }

    mutating func reap(_ child: RunningChild) {
        var status = cspawn_exit()
        let failure = cspawn_reap(child.pidfd.number, &status)
        if failure == EAGAIN { return }
        precondition(failure == 0, "nothing but this module waits for its children, but \(child.pid) was waited for")
        child.exit = (status, .now)
        unwatch(child.pidfd)
        switch child.phase {
        case .running: child.deadline = nil
        case .terminating: break
        case .killing: awaitKilled(child)
        }
        settle(child)
    }

    /// Sees to it that what an ended child leaves behind ends too, and then tells.
    private mutating func settle(_ child: RunningChild) {
        let daemons = newDaemons(of: child)
        var members = child.group?.runningMembers() ?? []
        if members.isEmpty, let group = child.group, group.isOccupied {
            // A member that starts another and ends slips through a search, but not after a signal to the group.
            group.send(SIGKILL)
            members = group.runningMembers()
        }
        for stray in members + daemons {
            do throws(SystemCallFailure) {
                try watch(stray.pidfd, .leftover(child))
                child.leftovers[stray.pidfd.number] = stray
            } catch {
                stray.send(SIGKILL)
            }
        }
        // Nobody is left, or there is nothing to wait on.
        if child.leftovers.isEmpty { return tell(child) }
        switch child.phase {
        case .running: kill(child)
        case .terminating: for daemon in daemons { ask(daemon) }
        case .killing: for daemon in daemons { daemon.send(SIGKILL) }
        }
    }

    /// Finds descendants of a child that left its group, now that its end has made them children of this process.
    private mutating func newDaemons(of child: RunningChild) -> [Stray] {
        guard child.launch.child.endsDaemons else { return [] }
        // The number of one that has ended may be another process's.
        remaining.removeAll { $0.reapIfEnded() }
        var known = Set(children.values.flatMap { $0.leftovers.values.map(\.pid) } + remaining.map(\.pid))
        for other in children.values where other.exit == nil { known.insert(other.pid) }
        // What is left of the groups has become a child of this process too.
        let groups = Set(children.values.map(\.pid))
        let daemons = Stray.daemons(except: known).filter { !groups.contains(getpgid($0.pid)) }
        child.daemons += daemons.count
        return daemons
    }

    private func ask(_ daemon: Stray) {
        daemon.send(SIGTERM)
        daemon.send(SIGCONT)
    }

    mutating func leftoverEnded(_ descriptor: Int32, of child: RunningChild) {
        guard let stray = child.leftovers.removeValue(forKey: descriptor) else { return }
        unwatch(stray.pidfd)
        stray.reap()
        // They may have started others since they were looked up.
        if child.leftovers.isEmpty { settle(child) }
    }

    private mutating func tell(_ child: RunningChild) {
        guard let exit = child.exit, children.removeValue(forKey: ObjectIdentifier(child.launch)) != nil else {
            preconditionFailure("the end of \(child.pid) is told once, when it has ended")
        }
        for stray in child.leftovers.values { unwatch(stray.pidfd) }
        for descriptor in child.pipes.keys { closePipe(descriptor, of: child) }
        child.limitOutputs()
        child.continuation.resume(returning: .success(child.end(exit)))
    }
}
