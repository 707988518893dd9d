internal import Foundation
public import PipelineKit
internal import Synchronization

/// One execution of a step within a test, without planner, cache or child process.
///
/// Give the step constants for its references, and run it:
///
/// ```swift
/// let trial = StepTrial(in: folder)
/// let output = try await trial.run(CountRows(table: Reference(File(path: path))))
/// #expect(trial.events == [.message("3 rows")])
/// ```
public final class StepTrial: Sendable {
    private let folder: TemporaryFolder
    private let name: String
    private let resources: Resources
    private let programs: [String: String]
    private let told = Mutex<[StepEvent]>([])

    /// Prepares a trial.
    /// - Parameters:
    ///   - folder: The folder that gets the folders for outputs and work.
    ///   - name: Tells several trials in one folder apart.
    ///   - resources: What the step is told that it may use.
    ///   - programs: The path of each program that the step declares.
    public init(
        in folder: TemporaryFolder, name: String = "step", resources: Resources = Resources(),
        programs: [String: String] = [:]
    ) {
        self.folder = folder
        self.name = name
        self.resources = resources
        self.programs = programs
    }

    /// What the step told, in order.
    public var events: [StepEvent] { told.withLock { $0 } }

    /// The place of what the step leaves for its next attempt; a second ``run(_:)`` finds it.
    public var checkpointFolder: String { "\(folder.path)/\(name)/checkpoints" }

    /// Runs the step; as in a run, what it kept for another attempt is removed when it succeeds.
    public func run<S: Step>(_ step: S) async throws -> S.Output {
        let context = StepContext(
            outputFolder: try folder.makeFolder("\(name)/output"), workFolder: try folder.makeFolder("\(name)/work"),
            checkpointFolder: checkpointFolder, resources: resources, programs: programs,
            makeFolder: { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: true) },
            send: { [self] event in told.withLock { $0.append(event) } })
        let output = try await step.run(in: context)
        try? FileManager.default.removeItem(atPath: checkpointFolder)
        return output
    }
}
