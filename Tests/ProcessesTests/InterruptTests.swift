import Glibc
import Processes
import Testing

/// Waits to be ended by a signal, which another thread takes at some time; a minute later, ends with another signal.
private func waitForEnd() -> Never {
    alarm(60)
    while true { pause() }
}

// Each in a process of its own, as signals concern a whole process.
@Suite struct `Interrupt signals` {
    @Test func `They arrive as values, in order, and the stream ends`() async {
        await #expect(processExitsWith: .success) {
            let interrupts = try InterruptSignals()
            var values = interrupts.values.makeAsyncIterator()
            for kind in [Interrupt.interrupt, .terminate, .hangUp, .interrupt] {
                kill(getpid(), kind.signal)
                #expect(await values.next() == kind)
            }
            interrupts.end()
            interrupts.end()
            #expect(await values.next() == nil)
        }
    }

    @Test func `Afterwards they end the process again`() async {
        await #expect(processExitsWith: .signal(SIGTERM)) {
            let interrupts = try InterruptSignals()
            interrupts.end()
            kill(getpid(), SIGTERM)
            waitForEnd()
        }
    }

    @Test func `Letting go of the object gives the signals back`() async {
        await #expect(processExitsWith: .signal(SIGINT)) {
            _ = try InterruptSignals()
            kill(getpid(), SIGINT)
            waitForEnd()
        }
    }

    @Test func `They stay caught while another one wants them`() async {
        await #expect(processExitsWith: .signal(SIGHUP)) {
            let first = try InterruptSignals()
            let second = try InterruptSignals([.interrupt])
            first.end()
            var values = second.values.makeAsyncIterator()
            kill(getpid(), SIGINT)
            #expect(await values.next() == .interrupt)
            kill(getpid(), SIGHUP)
            waitForEnd()
        }
    }

    @Test func `What was ignored stays ignored`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGHUP, SIG_IGN)
            let interrupts = try InterruptSignals()
            var values = interrupts.values.makeAsyncIterator()
            kill(getpid(), SIGHUP)
            kill(getpid(), SIGINT)
            #expect(await values.next() == .interrupt)
            interrupts.end()
        }
    }

    @Test func `A child doesn't inherit the handlers`() async {
        await #expect(processExitsWith: .success) {
            let interrupts = try InterruptSignals()
            let end = try await shell("kill -INT $$; exit 0").run()
            #expect(end.reason == .signalled(SIGINT))
            interrupts.end()
        }
    }

    @Test func `A parent that ignores SIGCHLD still learns how its children end`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGCHLD, SIG_IGN)
            let end = try await shell("exit 8").run()
            #expect(end.reason == .exited(8))
        }
    }
}
