internal import Execution
internal import PipelineKit
internal import Processes
internal import Registry
internal import Terminal

/// What becomes of a run while another one of its pipeline goes on.
enum RunningPolicy: String, CaseIterable, Sendable {
    /// It works beside the other one; what both need is done once.
    case join
    /// It begins when the other one has ended, however that ends.
    case wait
    /// It does not begin.
    case fail

    /// Runs what was asked for.
    /// - Parameters:
    ///   - launch: What runs it.
    ///   - request: Reads the inputs and parameters as they are; asked again after another run, which may have changed them.
    /// - Returns: How it ended.
    /// - Throws: What keeps the run from being recorded, another run of the pipeline among it.
    func run(by launch: Launch, _ request: () async throws -> RunRequest) async throws -> Launch.Ending {
        var launch = launch
        launch.isAlone = self != .join
        while true {
            var asked = try await request()
            if self == .wait, try await waitForOthers(asked, launch) { asked = try await request() }
            do {
                return try await launch.run(asked)
            } catch let error as RegistryError {
                // Another one that waited as well may have been faster.
                guard self == .wait, case .pipelineRuns = error.kind else { throw error }
            }
        }
    }

    /// - Returns: Whether there was anything to wait for.
    private func waitForOthers(_ request: RunRequest, _ launch: Launch) async throws -> Bool {
        var told: RunSummary?
        while let other = try await request.registry.runningRun(ofPipeline: request.graph.name) {
            if other.id != told?.id, !launch.isQuiet, !launch.isJSON {
                launch.session.write(Line("waiting for the end of \(other.text)"))
            }
            told = other
            // A process that sweeps goes on after the end of a run.
            _ = await ProcessIdentity(other.process)?.hasEnded(within: .milliseconds(500))
        }
        return told != nil
    }
}
