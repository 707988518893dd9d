import FoundationEssentials
import Processes
import Testing

@Suite struct `Descriptors of the parent` {
    @Test func `None is left open by children that ended, failed or were killed`() async {
        // In a process of its own, as other tests open descriptors meanwhile.
        await #expect(processExitsWith: .success) {
            func open() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
            func run() async throws {
                _ = try await shell("echo line >&3; exit 1").run()
                _ = try await shell("sleep 1000 & sleep 1000 & exit 0").run()
                _ = try await shell("exec sleep 1000", timeout: .milliseconds(1)).run()
                _ = try? await ChildProcess("/nonexistent", workingDirectory: "/", eventDescriptor: 3).run()
                _ = try? await ChildProcess("/bin/sh", workingDirectory: "/nonexistent").run()
            }
            try await run()
            let before = try open()
            for _ in 0..<20 { try await run() }
            #expect(try open() == before)
        }
    }
}
