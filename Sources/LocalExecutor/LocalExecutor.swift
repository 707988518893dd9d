internal import ContentHash
public import Execution
internal import FileSystem
public import PipelineKit
internal import Processes
internal import Synchronization

/// Runs each attempt as a child process of the same program on this machine.
public struct LocalExecutor: Executor {
    /// The argument by which the program knows that it is to work as a step.
    public static let stepArgument = "__step"
    /// The bytes that the log of an attempt keeps.
    static let logLimit = 64 << 20
    /// The descriptor on which a step tells things.
    static let eventDescriptor: Int32 = 3

    /// What the pauses between tries to start a process stay below, where the system has run out of something.
    private static let longestPause = Duration.milliseconds(1600)

    private let executable: String
    private let environment: [String: String]
    private let secrets: [String: Secret]
    private let sandbox: Sandbox?

    /// Makes an executor.
    /// - Parameters:
    ///   - executable: The path of this program.
    ///   - environment: The environment of this process, of which steps see what they need to find programs.
    ///   - secrets: What steps may take of secrets, by name.
    ///   - sandbox: What keeps each step to what it declares; without one it sees the machine as this process does.
    public init(
        executable: String, environment: [String: String], secrets: [String: Secret] = [:], sandbox: Sandbox? = nil
    ) {
        self.executable = executable
        self.environment = environment
        self.secrets = secrets
        self.sandbox = sandbox
    }

    public func run(
        _ job: StepJob, started: @escaping @Sendable (ProcessText) async -> Void,
        event: @escaping @Sendable (StepEvent) -> Void
    ) async -> AttemptResult {
        do {
            try Files.write(JSON(encoding: job).text, to: StepReply.jobPath(in: job.stagingFolder))
            let (identities, continuation) = AsyncStream.makeStream(of: ProcessIdentity.self)
            let outOfMemoryKills = MemoryPressure.kills
            let view = try await sandbox?.view(for: job)
            try CheckpointPlace.make(job.checkpointFolder, for: view)
            defer { CheckpointPlace.removeIfEmpty(job.checkpointFolder, for: view) }
            let told = Mutex<StepReply?>(nil)
            async let end = runChild(job, view, continuation) { line in
                if let told = StepEvent(line: line.bytes) { return event(told) }
                if let reply = StepReply(failureOn: line.bytes) { told.withLock { $0 = reply } }
            }
            for await identity in identities { await started("\(identity)") }
            let ended = try await end
            return try result(of: job, view, ended, told.withLock { $0 }, killsBefore: outOfMemoryKills)
        } catch is CancellationError {
            return AttemptResult(outcome: .cancelled, seconds: 0, cpuSeconds: 0, peakMemory: 0)
        } catch let error as ProcessError where error.code == .outputUnusable {
            let cause = SystemError("open", error.context, code: error.errno)
            return failure(cause.isDiskFull ? .diskFull : .infrastructure, cause.description)
        } catch let error as ProcessError {
            return failure(.infrastructure, error.description)
        } catch let error as SystemError {
            return failure(error.isDiskFull ? .diskFull : .infrastructure, error.description)
        } catch {
            return failure(.infrastructure, "\(error)")
        }
    }

    public func endRemains(in stagingFolder: String) async throws {
        let left = try await FolderProcesses(of: [stagingFolder]).end()
        guard left.isEmpty else {
            throw StepFailure(
                "an earlier attempt whose run was killed is still at work and can't be ended (process "
                    + left.map { "\($0.pid)" }.joined(separator: ", ") + "); end it and run the same command again",
                kind: .infrastructure)
        }
    }

    private func runChild(
        _ job: StepJob, _ view: SandboxView?, _ identities: AsyncStream<ProcessIdentity>.Continuation,
        _ event: @escaping @Sendable (EventLine) -> Void
    ) async throws -> ProcessEnd {
        defer { identities.finish() }
        let secrets = SecretDelivery(secrets, for: job.inputs)
        let words = [Self.stepArgument, StepReply.jobPath(in: job.stagingFolder)]
        let command = view.flatMap { sandbox?.command(executable, words, seeing: $0) } ?? [executable] + words
        let child = ChildProcess(
            command[0], arguments: Array(command.dropFirst()), environment: environment(for: job),
            workingDirectory: job.workFolder, standardInput: secrets.bytes, standardOutput: job.log,
            standardError: job.log, hidden: secrets.visible, outputLimit: Self.logLimit,
            eventDescriptor: Self.eventDescriptor, timeout: job.timeout.map { .seconds($0) },
            silentTimeout: job.silentTimeout.map { .seconds($0) }, diesWithParent: true, endsDaemons: true)
        var pause = Duration.milliseconds(50)
        while true {
            do throws(ProcessError) {
                return try await child.run(
                    started: {
                        identities.yield($0)
                        identities.finish()
                    }, event: event)
            } catch {
                // Others give back in a moment what the system has run out of: processes, descriptors, memory.
                guard error.code == .resourceExhausted, pause < Self.longestPause else { throw error }
                try await Task.sleep(for: pause)
                pause *= 2
            }
        }
    }

    /// What a step's process sees: what programs need to run at all, what was handed out, and what was declared.
    private func environment(for job: StepJob) -> [String: String] {
        var visible: [String: String] = [:]
        for name in ["PATH", "HOME", "LD_LIBRARY_PATH", "SWIFT_BACKTRACE"] { visible[name] = environment[name] }
        visible["LANG"] = "C.UTF-8"
        visible["TMPDIR"] = job.workFolder
        visible["OMP_NUM_THREADS"] = "\(job.resources.cpus)"
        visible["CUDA_VISIBLE_DEVICES"] = job.gpus.joined(separator: ",")
        return visible.merging(job.environment) { _, declared in declared }
    }

    private func result(
        of job: StepJob, _ view: SandboxView?, _ end: ProcessEnd, _ told: StepReply?, killsBefore: Int
    ) throws(SystemError) -> AttemptResult {
        let reply = try StepReply(leftIn: job.stagingFolder) ?? told
        var outcome = outcome(of: job, view == nil ? end.reason : end.reason.unwrapped, reply, killsBefore)
        if let view { outcome = SandboxedOutcome(job: job, view: view).explained(outcome, isReplied: reply != nil) }
        return AttemptResult(
            outcome: outcome, seconds: end.wallSeconds,
            cpuSeconds: end.userSeconds + end.systemSeconds,
            peakMemory: max(reply?.peakMemory ?? 0, end.isPeakMemoryOwn ? end.peakMemoryBytes : 0),
            isOver: end.strays != .remaining, warnings: warnings(end))
    }

    private func warnings(_ end: ProcessEnd) -> [String] {
        var warnings: [String] = []
        if end.daemons > 0 {
            let processes = end.daemons == 1 ? "a process" : "\(end.daemons) processes"
            warnings.append("it left \(processes) behind outside its process group, which the run ended")
        }
        if end.strays == .remaining {
            warnings.append("a process that it left behind can't be ended, and may still run")
        }
        if end.omittedOutput > 0 {
            warnings.append(
                "its log is longer than \(Self.logLimit >> 20) MiB: the middle of it, "
                    + "\(end.omittedOutput) bytes, is left out")
        }
        return warnings
    }

    private func outcome(
        of job: StepJob, _ reason: ProcessEnd.Reason, _ reply: StepReply?, _ killsBefore: Int
    ) -> AttemptResult.Outcome {
        switch reason {
        case .cancelled: return .cancelled
        case .timedOut: return .failure(.timeout, "it took longer than its timeout of \(job.timeout ?? 0) s")
        case .silent:
            return .failure(
                .silentTimeout,
                "it gave no sign of life for \(job.silentTimeout ?? 0) s: it wrote nothing, and told no progress")
        case .signalled(9) where MemoryPressure.kills > killsBefore:
            return .failure(.outOfMemory, "the system ended it because memory ran out")
        case .signalled: return .failure(.signal, "it \(reason)")
        case .exited(let code):
            if let failure = reply?.failure {
                // A program that the step started, and that used up the memory.
                if failure.kind == .signal, MemoryPressure.kills > killsBefore {
                    return .failure(.outOfMemory, "\(failure.message), because memory ran out")
                }
                return .failure(failure.kind, failure.message)
            }
            guard code == 0, let output = reply?.output else {
                return .failure(.exitCode, "it exited with code \(code) and left no result")
            }
            return .output(output)
        }
    }

    private func failure(_ kind: FailureKind, _ message: String) -> AttemptResult {
        AttemptResult(outcome: .failure(kind, message), seconds: 0, cpuSeconds: 0, peakMemory: 0)
    }
}
