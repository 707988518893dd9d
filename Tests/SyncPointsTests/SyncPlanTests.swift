import Foundation
import Testing

@testable import SyncPoints

/// What a test may ask of the program where it passes a named place.
struct SyncPlanTests {
    @Test func `A process is killed at the occurrence that is asked for, and not before`() async {
        await #expect(processExitsWith: .signal(SIGKILL)) {
            let plan = SyncPlan("kill outputs-stored 2")
            plan?.pass(.outputsStored) { "" }
            plan?.pass(.childEnded) { "" }
            plan?.pass(.outputsStored) { "" }
            exit(EXIT_FAILURE)
        }
        await #expect(processExitsWith: .success) {
            let plan = SyncPlan("kill outputs-stored 2")
            plan?.pass(.outputsStored) { "" }
            plan?.pass(.childEnded) { "" }
            exit(plan == nil ? EXIT_FAILURE : EXIT_SUCCESS)
        }
    }

    @Test func `A list has a line for each place`() throws {
        let file = "\(NSTemporaryDirectory())/sync points \(UUID().uuidString)"
        defer { unlink(file) }
        let plan = try #require(SyncPlan("list \(file)"))
        plan.pass(.runRecorded) { "r1" }
        plan.pass(.statement) { "SELECT 1\n    FROM run" }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "run-recorded r1\nstatement SELECT 1 FROM run\n")
    }

    @Test(
        arguments: [
            "", "kill", "kill outputs-stored", "kill outputs-stored 0", "kill outputs 1", "kill outputs-stored one",
            "wait outputs-stored 1", "kill outputs-stored 1 /gate", "list",
        ]) func `What is no plan is not taken for one`(_ text: String)
    {
        #expect(SyncPlan(text) == nil)
    }

    @Test func `A mistake in the variable ends the process instead of leaving a test without its fault`() async throws {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            setenv("PIPELINE_SYNC_POINT", "kill outputs 1", 1)
            SyncPoint.outputsStored.reach()
        }
        let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(
            text.contains(
                "PIPELINE_SYNC_POINT is 'kill outputs 1': write 'kill POINT N', 'wait POINT N GATE' or 'list FILE'; points are "
            ))
    }
}
