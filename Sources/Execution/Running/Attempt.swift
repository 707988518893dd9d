internal import ContentHash
internal import ContentStore
internal import FileSystem
internal import PipelineKit
internal import SyncPoints

/// One attempt at a step: from an empty folder to a result in the store and in the registry, or to neither.
struct Attempt: Sendable {
    /// What came of it.
    struct End: Sendable {
        var ending: StepEnding
        var seconds = 0.0
        var models: [ModelVersionName] = []
        var promotions: [Promotion] = []
        /// Why an earlier result was used after all.
        var reason: String?
        var warnings: [String] = []
        /// Whether the journal has it.
        var isRecorded = false
        /// Why the journal can't be written to: without it the run can't go on.
        var problem: (any Error)?
    }

    let services: RunServices
    let run: RunStart
    let instance: StepInstance
    let position: Int
    let number: Int
    let inputs: JSON
    let step: GraphStep
    let key: ActionKey
    let prepared: Prepared
    let grant: ResourcePool.Grant

    /// Works to the end, whatever happens; no error leaves it.
    func perform() async -> End {
        do {
            let lock = try await acquireLock()
            defer { withExtendedLifetime(lock) {} }
            SyncPoint.workLocked.reach("\(instance)")
            if let end = try await madeMeanwhile() { return end }
            let store = services.store
            let left = try await endAbandoned()
            let name = ContentStore.staging(of: "\(run.id)-\(instance)-\(number)", atWork: key.digest)
            let (inputs, tools) = (inputs, tools.map(\.path))
            let files = await Blocking.run { ReadFiles(inputs, tools: tools) }
            let checkpoints = Checkpoints(store: store, key: key.digest, lock: lock, files: files) {
                await changes(files)
            }
            let warnings = try await checkpoints.begin(anew: startsAnew)
            let staging = try await Blocking.run { () throws(ContentError) in try store.makeStaging(name) }
            let end = await work(in: staging, checkpoints, left + warnings)
            if case .succeeded = end.ending { await checkpoints.drop() }
            await Blocking.run { try? Folders.remove(staging) }
            return end
        } catch is CancellationError {
            return End(ending: .cancelled)
        } catch {
            return End(ending: .failed(FailureKind(error), message: "\(error)"))
        }
    }

    /// Whether what earlier attempts left is of no use: who forces a step wants all of it done again.
    private var startsAnew: Bool { number == 1 && services.preparer.context.forced.contains(instance.step) }

    /// Waits until no other process does the same work; the lock dies with the process that holds it.
    private func acquireLock() async throws -> WorkLock {
        let path = services.store.lock(ofWork: key.digest)
        var pause = Duration.milliseconds(2)
        var hasTold = false
        while true {
            try Task.checkCancellation()
            if let lock = try WorkLock.ifFree(path, for: run) { return lock }
            if !hasTold { services.observer.observe(.waiting(instance, for: WorkLock.holder(of: path))) }
            hasTold = true
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(200))
        }
    }

    /// Ends what a killed run left at the same work, so that no two write to its checkpoints, and removes its folder.
    /// - Returns: What can't be removed, such as files that a container of the step made for another user.
    private func endAbandoned() async throws -> [String] {
        let store = services.store
        let work = key.digest
        var left: [String] = []
        for name in try await Blocking.run({ () throws(ContentError) in try store.abandonedStagings(ofWork: work) }) {
            try await services.executor.endRemains(in: store.path(ofStaging: name))
            do throws(ContentError) {
                try await Blocking.run { () throws(ContentError) in try store.removeStaging(name) }
            } catch {
                left.append("what an earlier attempt left stays: \(error)")
            }
        }
        return left
    }

    /// Looks whether another run, or another step of this one, did the work since the step was prepared.
    private func madeMeanwhile() async throws -> End? {
        guard prepared.mayUseEarlierResult, let result = try await services.cache.result(for: key.digest),
            try await services.preparer.loss(of: result) == nil
        else { return nil }
        return End(
            ending: .cached(outputs: result.outputs), seconds: result.seconds, models: result.models,
            reason: "the same work was done meanwhile")
    }

    private func work(in staging: String, _ checkpoints: Checkpoints, _ warnings: [String]) async -> End {
        let folder = services.folder(of: instance, in: run.id)
        do { try Folders.create(folder) } catch {
            return End(ending: .failed(FailureKind(error), message: error.description))
        }
        let record = AttemptRecord(
            instance: instance, number: number, time: services.now(), log: "\(folder)/attempt-\(number).log",
            key: key, declarations: prepared.declarations)
        do {
            try await services.journal.start(record, step: stepRecord(.running, prepared.reason), in: run.id)
        } catch {
            return unrecorded(End(ending: .failed(FailureKind(error), message: "\(error)")), error)
        }
        SyncPoint.attemptRecorded.reach("\(instance)")
        let job = job(staging: staging, log: record.log)
        let told = Told()
        for warning in warnings { told.take(.warning(warning), at: services.now()) }
        let result = await services.executor.run(job) { process in
            SyncPoint.childSpawned.reach("\(instance)")
            // A process that cannot be recorded runs all the same: it only can't be told apart from a lost one.
            try? await services.journal.attach(process, to: record, in: run.id)
            SyncPoint.childRecorded.reach("\(instance)")
        } event: { event in
            told.take(event, at: services.now())
            services.observer.observe(.told(instance, event))
        }
        SyncPoint.childEnded.reach("\(instance)")
        switch result.outcome {
        case .cancelled: return await failed(.cancelled, result, told, checkpoints, in: staging)
        case .failure(let kind, let message):
            return await failed(.failed(kind, message: message), result, told, checkpoints, in: staging)
        case .output(let outputs):
            do {
                return try await keep(outputs, job, result, told, checkpoints.files)
            } catch is CancellationError {
                return await failed(.cancelled, result, told, checkpoints, in: staging)
            } catch {
                return await failed(
                    .failed(FailureKind(error), message: "\(error)"), result, told, checkpoints, in: staging)
            }
        }
    }

    private func job(staging: String, log: String) -> StepJob {
        StepJob(
            pipeline: run.pipeline, step: step.name, inputs: services.store.placed(inputs), stagingFolder: staging,
            checkpointFolder: services.store.checkpointFolder(ofWork: key.digest),
            pipelineFolder: services.preparer.context.pipelineFolder, log: log, resources: grant.resources,
            gpus: grant.gpus, environment: prepared.environment, programs: prepared.programs,
            scripts: step.reads.scripts, network: step.reads.network, timeout: step.options.timeout,
            silentTimeout: step.options.silentTimeout)
    }

    /// Keeps what the step made, and writes the result with all that belongs to it in one transaction.
    private func keep(
        _ outputs: JSON, _ job: StepJob, _ result: AttemptResult, _ told: Told, _ files: ReadFiles
    ) async throws -> End {
        let collector = OutputCollector(inputs: inputs, job: job, store: services.store, files: files)
        let collected = try await Blocking.run { () throws(OutputError) in
            try collector.collect(outputs, told.registrations)
        }
        let changes = result.unfinished + collected.changes + (await surroundingChanges(files))
        let new = NewResult(
            key: key, outputs: collected.outputs, artifacts: collected.artifacts, inputs: collected.inputs,
            declarations: prepared.declarations, metrics: told.metrics, registrations: collected.registrations,
            isReusable: changes.isEmpty && step.options.cache != .never)
        SyncPoint.outputsStored.reach("\(instance)")
        let ending = StepEnding.succeeded(outputs: collected.outputs)
        let models = try await services.journal.commit(
            new, attemptEnding(ending, result),
            step: stepRecord(.succeeded, prepared.reason, seconds: result.seconds), in: run.id)
        SyncPoint.resultRecorded.reach("\(instance)")
        return End(
            ending: ending, seconds: result.seconds, models: models.versions, promotions: models.promotions,
            warnings: told.warnings + result.warnings + collected.warnings
                + changes.map { "\($0), so its result is not used again" } + models.warnings,
            isRecorded: true)
    }

    /// Says what of all that it reads is not what it was when the key was made, or was something else since it began.
    private func changes(_ files: ReadFiles) async -> [String] {
        let (inputs, store) = (inputs, services.store)
        do {
            let check = try await Blocking.run { () throws(OutputError) in try InputCheck(inputs, store, files) }
            return check.changes + (await surroundingChanges(files))
        } catch {
            return ["\(error)"]
        }
    }

    /// The same of what it reads besides the inputs, such as a script.
    private func surroundingChanges(_ files: ReadFiles) async -> [String] {
        let now: ActionKey
        do { now = try await services.preparer.key(of: step, inputs: inputs).0 } catch { return ["\(error)"] }
        let differences = await KeyDifference.between(
            key.components, now.components, store: services.store, declarations: { _ in nil })
        // A script or program that changed and is again what it was makes the same key.
        let written = tools.filter { !files.isUntouched($0.path) }.map { "\($0.name) changed" }
        let changes = differences.isEmpty ? written : differences.map(\.description)
        return changes.map { "\($0) while it ran" }
    }

    /// The scripts and programs that it runs; what was built together with this program knows its sources itself.
    private var tools: [(name: String, path: String)] {
        let context = services.preparer.context
        let search = context.search
        let programs = prepared.programs.filter { !search.isOwn($0.value) }.sorted { $0.key < $1.key }
        return step.reads.scripts.map { ("script `\($0)`", "\(context.pipelineFolder)/\($0)") }
            + programs.map { ("program `\($0.key)`", $0.value) }
    }

    /// Records that nothing came of it.
    ///
    /// What the attempt left goes first: where it filled the disk there would be no room for the record.
    private func failed(
        _ ending: StepEnding, _ result: AttemptResult, _ told: Told, _ checkpoints: Checkpoints, in staging: String
    ) async -> End {
        await Blocking.run { try? Folders.remove(staging) }
        let warnings = told.warnings + result.warnings + (await checkpoints.end(result.unfinished))
        var end = End(ending: ending, seconds: result.seconds, warnings: warnings)
        do {
            try await services.journal.record(told.metrics, of: instance, attempt: number, in: run.id)
            let record = stepRecord(
                ending.status, ending.message ?? "", failure: ending.failure, seconds: result.seconds)
            try await services.journal.fail(attemptEnding(ending, result), step: record, in: run.id)
            end.isRecorded = true
            return end
        } catch {
            return unrecorded(end, error)
        }
    }

    /// Tells that the journal failed, unless it was only interrupted.
    private func unrecorded(_ end: End, _ error: any Error) -> End {
        var end = end
        if error is CancellationError { end.ending = .cancelled } else { end.problem = error }
        return end
    }

    private func attemptEnding(_ ending: StepEnding, _ result: AttemptResult) -> AttemptEnding {
        AttemptEnding(
            instance: instance, number: number, status: ending.status, failure: ending.failure,
            message: ending.message ?? "", seconds: result.seconds, cpuSeconds: result.cpuSeconds,
            peakMemory: result.peakMemory)
    }

    private func stepRecord(
        _ status: StepStatus, _ reason: String, failure: FailureKind? = nil, seconds: Double = 0
    ) -> StepRecord {
        StepRecord(
            instance: instance, position: position, status: status, reason: reason, failure: failure, key: key.digest,
            seconds: seconds, attempts: number, time: services.now())
    }
}
