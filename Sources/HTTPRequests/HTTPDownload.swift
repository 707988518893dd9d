internal import FileSystem
internal import Processes

/// A file that is fetched from a web server, however large, and goes on where an earlier attempt ended.
///
/// ```swift
/// let download = HTTPDownload("https://example.org/images.zip", to: "data/images.zip")
/// try await download.run(environment: environment) { bytes in print(bytes) }
/// ```
///
/// Until it is complete the file is called `images.zip.part`. Redirections are followed to `http` and `https` alone.
public struct HTTPDownload: Sendable {
    /// The address, which begins with `http://` or `https://`.
    public let url: String
    /// Where the file goes.
    public let destination: String
    /// How long a connection may take, and for how long nothing may come.
    public var patience: Duration

    /// Describes a download.
    /// - Parameters:
    ///   - url: The address.
    ///   - destination: Where the file goes; its folder exists.
    ///   - patience: How long a connection may take, and for how long nothing may come.
    public init(_ url: String, to destination: String, patience: Duration = .seconds(60)) {
        self.url = url
        self.destination = destination
        self.patience = patience
    }

    /// Where the bytes are as long as some are missing.
    public var partialPath: String { "\(destination).part" }

    /// Fetches the file.
    /// - Parameters:
    ///   - environment: The environment of the program; see ``HTTPRequest/send(environment:limit:)``.
    ///   - progress: Is told twice a second how many bytes are there.
    /// - Throws: ``HTTPFailure`` where the server refuses or the connection ends, after which what is there is kept for the
    ///   next attempt; `CancellationError` where the task is cancelled.
    public func run(
        environment: [String: String], progress: @escaping @Sendable (Int64) -> Void = { _ in }
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await fetch(environment) }
            group.addTask {
                while !Task.isCancelled {
                    progress((try? FileStatus.ifPresent(partialPath)?.size).flatMap { Int64($0) } ?? 0)
                    try await Task.sleep(for: .milliseconds(500))
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
        try Files.rename(partialPath, to: destination)
    }

    private func fetch(_ environment: [String: String]) async throws {
        switch try await attempt(environment) {
        case .complete: return
        case .cannotResume:
            // The server knows no ranges, or has another file by now.
            try Folders.remove(partialPath)
            if case .complete = try await attempt(environment) { return }
            throw failure(.other, "it sends no part of a file and not the whole either")
        }
    }

    private enum Ending { case complete, cannotResume }

    private func attempt(_ environment: [String: String]) async throws -> Ending {
        let folder = try PrivateFolder(environment: environment)
        let isResumed = try FileStatus.ifPresent(partialPath) != nil
        var configuration = CurlConfiguration(request: request, output: partialPath, upload: nil)
        configuration.isDownload = true
        let child = ChildProcess(
            "curl", arguments: ["-q", "--config", "-"], environment: HTTPRequest.passed(environment),
            workingDirectory: folder.path, standardInput: Array(try configuration.text().utf8),
            standardOutput: "\(folder.path)/status", standardError: "\(folder.path)/complaint",
            gracePeriod: .seconds(1), diesWithParent: true)
        let end: ProcessEnd
        do throws(ProcessError) { end = try await child.run() } catch { throw failure(.noCurl, "\(error)") }
        if end.reason == .cancelled { throw CancellationError() }
        let status = (try? Files.readText("\(folder.path)/status")) ?? ""
        switch end.reason {
        case .exited(0): return .complete
        // The numbers are those of curl's manual, "EXIT CODES".
        case .exited(33) where isResumed: return .cannotResume
        case .exited(22) where status == "416" && isResumed: return .cannotResume
        case .exited(22): throw failure(.other, "it answered \(status) for '\(url)'")
        default:
            throw request.failure(end.reason, complaint: (try? Files.readText("\(folder.path)/complaint")) ?? "")
        }
    }

    private var request: HTTPRequest {
        HTTPRequest("GET", url, connectTimeout: patience, timeout: patience)
    }

    private func failure(_ code: HTTPFailure.Code, _ detail: String) -> HTTPFailure {
        HTTPFailure(code: code, server: request.server, detail: detail)
    }
}
