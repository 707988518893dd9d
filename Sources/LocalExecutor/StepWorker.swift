internal import ContentHash
internal import Execution
internal import FileSystem
internal import FoundationEssentials
@preconcurrency internal import Glibc
public import PipelineKit
internal import Processes
internal import Synchronization

/// The other side of ``LocalExecutor``: does one attempt's work in the process that was started for it.
public struct StepWorker {
    private let pipelines: [any Pipeline]

    public init(pipelines: [any Pipeline]) { self.pipelines = pipelines }

    /// Does the work that a job file describes, and leaves the reply beside it.
    /// - Returns: The exit code of the process: 0 where there is an output.
    public func run(jobPath: String) async -> Int32 {
        // A sandbox is started with TERM ignored, which is inherited.
        signal(SIGTERM, SIG_DFL)
        MemoryPressure.goFirst()
        // What is printed is in the log at once: for whoever follows it, and as a sign of life.
        setvbuf(stdout, nil, _IOLBF, 0)
        var staging = Files.folder(of: jobPath)
        var events = EventPipe(descriptor: LocalExecutor.eventDescriptor, mask: TextMask([]))
        do {
            let job = try JSON(parsing: Files.read(jobPath)).decode(StepJob.self)
            staging = job.stagingFolder
            let secrets = try SecretDelivery(receivedFor: job.inputs)
            events = EventPipe(descriptor: LocalExecutor.eventDescriptor, mask: secrets.mask)
            let reply = try await reply(to: job, secrets, telling: events)
            try Files.write(JSON(encoding: reply).text, to: StepReply.path(in: staging))
            return 0
        } catch {
            var reply = StepReply(failure: failure(error), peakMemory: nil)
            reply.failure = reply.failure.map { .init(kind: $0.kind, message: events.mask.masked($0.message)) }
            print(reply.failure?.message ?? "")
            // What was made is of no use: where it filled the disk, there would be no room to say so.
            try? Folders.remove("\(staging)/outputs")
            let text = (try? JSON(encoding: reply).text) ?? ""
            do { try Files.write(text, to: StepReply.path(in: staging)) } catch { events.send(text + "\n") }
            return 1
        }
    }

    private func reply(
        to job: StepJob, _ secrets: SecretDelivery, telling events: EventPipe
    ) async throws -> StepReply {
        guard let pipeline = pipelines.first(where: { type(of: $0).name == job.pipeline }),
            let body = try pipeline.declaration().body(of: job.step)
        else { throw StepFailure("this program has no step '\(job.step)' of '\(job.pipeline)'", kind: .infrastructure) }
        let context = StepContext(
            outputFolder: job.outputFolder, workFolder: job.workFolder, checkpointFolder: job.checkpointFolder,
            pipelineFolder: job.pipelineFolder, resources: job.resources, environment: job.environment,
            programs: job.programs,
            makeFolder: { try Folders.create($0) },
            send: { event in
                if let text = event.logText { print(text) }
                events.send(event.line)
            })
        let output = try await body.run(job.inputs.revealing(secrets.texts), in: context)
        guard secrets.texts.isEmpty || secrets.mask.masked(output.text) == output.text else {
            throw StepFailure("what it returns has a secret in it, and would be recorded; return nothing of a secret")
        }
        return StepReply(output: output, peakMemory: ownPeakMemory)
    }

    private func failure(_ error: any Error) -> StepReply.Failure {
        switch error {
        case let error as StepFailure: .init(kind: error.kind, message: error.description)
        case let error as SystemError where error.isDiskFull: .init(kind: .diskFull, message: error.description)
        case let error as CocoaError: failure(error)
        default: .init(kind: .exitCode, message: "\(error)")
        }
    }

    /// What Foundation's file functions throw tells a person nothing as it is.
    private func failure(_ error: CocoaError) -> StepReply.Failure {
        guard let path = error.filePath, let code = (error.underlying as? POSIXError)?.code.rawValue else {
            return .init(kind: .exitCode, message: "\(error)")
        }
        let cause = SystemError("use", path, code: code)
        return .init(kind: cause.isDiskFull ? .diskFull : .exitCode, message: cause.description)
    }

    /// The kernel's own figure for this process, which does not count from the peak of the parent.
    private var ownPeakMemory: Int64? {
        guard let status = try? Files.readText("/proc/self/status"),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return nil }
        return line.split(separator: " ").dropFirst().first.flatMap { Int64($0) }.map { $0 * 1024 }
    }
}

extension StepEvent {
    /// What of it stands in the log, between what the step prints itself.
    fileprivate var logText: String? {
        switch self {
        case .message(let text): text
        case .warning(let text): "warning: \(text)"
        case .metric, .progress, .registration: nil
        }
    }
}

/// Writes events for the process that started this one.
private final class EventPipe: Sendable {
    private let descriptor: Int32
    let mask: TextMask
    private let isOpen = Mutex(true)

    init(descriptor: Int32, mask: TextMask) {
        self.descriptor = descriptor
        self.mask = mask
    }

    /// Writes one line whole; a reader that is gone is none of the step's business.
    func send(_ line: String) {
        isOpen.withLock { isOpen in
            guard isOpen else { return }
            var line = Array(mask.masked(line).utf8)[...]
            while !line.isEmpty {
                let count = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else {
                    isOpen = false
                    return
                }
                line = line.dropFirst(count)
            }
        }
    }
}
