import Glibc
import Processes
import Testing

@Suite struct WaitingTests {
    @Test func `The end of a process is waited for, whoever its parent is`() async throws {
        let ended = try await withThrowingTaskGroup(of: ProcessIdentity?.self) { group in
            let (started, continuation) = AsyncStream.makeStream(of: ProcessIdentity.self)
            group.addTask {
                _ = try await ChildProcess(
                    "sleep", arguments: ["600"], environment: ["PATH": "/usr/bin:/bin"], workingDirectory: "/"
                ).run(started: { continuation.yield($0) })
                return nil
            }
            let process = try #require(await started.first { _ in true })
            #expect(await !process.hasEnded(within: .zero))
            kill(process.pid, SIGTERM)
            #expect(await process.hasEnded(within: .seconds(30)))
            try await group.waitForAll()
            return process
        }
        #expect(await ended.hasEnded(within: .zero))
    }
}
