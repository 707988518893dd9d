import Foundation
import Synchronization
import TrainingJob

/// The program under test.
enum TrainerProgram {
    /// Where the program is: beside the tests, or where a build in the package puts it; nil if it was not built.
    static let path: String? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let beside = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        return [beside, "\(root)/.build/debug", "\(root)/.build/release"].map { "\($0)/pipeline-trainer" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// How a run ended, and what it said.
    struct Outcome {
        let status: Int32
        let output: String
        let complaints: String

        var exitCode: Int32? { status & 0x7f == 0 ? status >> 8 & 0xff : nil }
        var signal: Int32 { status & 0x7f }
        /// The sentences for people.
        var messages: [String] {
            get throws {
                try events.compactMap { event in
                    switch event {
                    case .message(let text): text
                    case .warning(let text): "warning: \(text)"
                    case .metric, .progress: nil
                    }
                }
            }
        }
        var events: [TrainingEvent] {
            get throws { try output.split(separator: "\n").map { try TrainingEvent(line: $0) } }
        }

        func values(of metric: String) throws -> [Double] {
            try events.compactMap { event in
                if case .metric(metric, _, let value) = event { value } else { nil }
            }
        }
    }

    /// Runs the program to its end; `whenItTells` sees each line that it writes, and the process.
    static func run(
        _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
        whenItTells: (Substring, pid_t) -> Void = { _, _ in }
    ) throws -> Outcome {
        let complaints = "\(folder.path)/stderr-\(UUID().uuidString)"
        let (child, descriptor) = try start([path ?? ""] + arguments, environment, complaints: complaints)
        let reader = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var output = Data()
        var told = 0
        while case let part = reader.availableData, !part.isEmpty {
            output += part
            let lines = String(decoding: output, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            for line in lines.dropLast().dropFirst(told) { whenItTells(line, child) }
            told = lines.count - 1
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        return Outcome(
            status: status, output: String(decoding: output, as: UTF8.self),
            complaints: String(decoding: try Data(contentsOf: URL(fileURLWithPath: complaints)), as: UTF8.self))
    }

    private static let starting = Mutex(())

    /// Starts a process; returns it and the reading end of its output.
    private static func start(
        _ words: [String], _ more: [String: String], complaints: String
    ) throws -> (pid_t, Int32) {
        var ends: [Int32] = [0, 0]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // A task's thread blocks nearly all signals, and a child inherits that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        // The tests run side by side: threads that spin while they wait would take the processor from each other.
        let environment = ProcessInfo.processInfo.environment.merging(["OMP_WAIT_POLICY": "passive"]) { $1 }
            .merging(more) { $1 }
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { variables.forEach { free($0) } }
        var child: pid_t = 0
        // One at a time: a child of another test must not inherit the writing end, or the reader would wait for it too.
        let code = starting.withLock { _ in
            guard pipe(&ends) == 0 else { return errno }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            // A page, so that the program is never many lines ahead of its reader; Glibc's module has no F_SETPIPE_SZ.
            _ = fcntl(ends[1], 1031, 4096)
            posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
            posix_spawn_file_actions_addopen(&actions, 2, complaints, O_WRONLY | O_CREAT, 0o600)
            defer { close(ends[1]) }
            return posix_spawn(&child, words[0], &actions, &attributes, arguments, variables)
        }
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
        return (child, ends[0])
    }

    static func train(
        _ job: TrainJob, in folder: TemporaryFolder, whenItTells: (Substring, pid_t) -> Void = { _, _ in }
    ) throws -> Outcome {
        let file = "\(folder.path)/job-\(UUID().uuidString).json"
        try job.write(to: file)
        return try run(["train", file], in: folder, whenItTells: whenItTells)
    }

    /// Runs a command on a job.
    static func run(_ command: String, _ job: some JSONFile, in folder: TemporaryFolder) throws -> Outcome {
        let file = "\(folder.path)/job-\(UUID().uuidString).json"
        try job.write(to: file)
        return try run([command, file], in: folder)
    }

    static func predict(_ job: PredictJob, in folder: TemporaryFolder) throws -> Outcome {
        let file = "\(folder.path)/job-\(UUID().uuidString).json"
        try job.write(to: file)
        return try run(["predict", file], in: folder)
    }
}
