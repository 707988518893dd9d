internal import FileSystem
internal import Glibc
internal import Processes

extension HTTPRequest {
    /// Sends the request, and waits for the answer.
    /// - Parameters:
    ///   - environment: The environment of the program; curl is looked for in its `PATH` and sees that, the proxies
    ///     and the certificates, and nothing else.
    ///   - limit: How many bytes of an answer are taken; `nil` where nobody reads them, and none are kept.
    /// - Returns: The answer, which may be a refusal.
    /// - Throws: ``HTTPFailure`` where there is no answer, `CancellationError` where the task is cancelled.
    public func send(environment: [String: String], limit: Int? = 16 << 20) async throws -> HTTPResponse {
        let folder = try PrivateFolder(environment: environment)
        var upload: String?
        switch body {
        case nil: break
        case .file(let path): upload = path
        case .bytes(let bytes):
            upload = "\(folder.path)/request"
            try Files.write(bytes, to: "\(folder.path)/request")
        }
        let answer = limit == nil ? "/dev/null" : "\(folder.path)/answer"
        let configuration = try CurlConfiguration(request: self, output: answer, upload: upload).text()
        let child = ChildProcess(
            "curl", arguments: ["-q", "--config", "-"], environment: Self.passed(environment),
            workingDirectory: folder.path, standardInput: Array(configuration.utf8),
            standardOutput: "\(folder.path)/status", standardError: "\(folder.path)/complaint",
            // curl keeps the time itself; this is for one that hangs.
            timeout: timeout + .milliseconds(500), gracePeriod: .milliseconds(500), diesWithParent: true)
        let end: ProcessEnd
        do throws(ProcessError) { end = try await child.run() } catch {
            let isMissing = error.code == .notFoundInPath
            throw HTTPFailure(code: isMissing ? .noCurl : .notStarted, server: server, detail: "\(error)")
        }
        if end.reason == .cancelled { throw CancellationError() }
        guard end.reason == .exited(0), let status = Int(try Files.readText("\(folder.path)/status")) else {
            throw failure(end.reason, complaint: (try? Files.readText("\(folder.path)/complaint")) ?? "")
        }
        guard let limit, let size = try FileStatus.ifPresent(answer)?.size else {
            return HTTPResponse(status: status, body: [])
        }
        guard size <= limit else {
            throw HTTPFailure(
                code: .tooLong, server: server, detail: "\(size) bytes, which is more than \(limit)")
        }
        return HTTPResponse(status: status, body: try Files.read(answer))
    }

    /// What curl may know of the surroundings.
    static func passed(_ environment: [String: String]) -> [String: String] {
        let names: Set = [
            "PATH", "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
            "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE",
        ]
        return environment.filter { names.contains($0.key) }
    }

    /// Tells what it means that curl ended without an answer; the numbers are those of its manual, "EXIT CODES".
    func failure(_ reason: ProcessEnd.Reason, complaint: String) -> HTTPFailure {
        func failure(_ code: HTTPFailure.Code, _ detail: String = "") -> HTTPFailure {
            HTTPFailure(code: code, server: server, detail: detail)
        }
        // curl: (60) SSL certificate problem: …
        let text = complaint.split(separator: "\n").first.map { line in
            line.hasPrefix("curl: (") ? String(line.drop { $0 != ")" }.dropFirst(2)) : String(line)
        }
        return switch reason {
        case .exited(6): failure(.unknownHost)
        case .exited(7): failure(.refused)
        case .exited(28) where text?.hasPrefix("Operation timed out") == false:
            failure(.timedOut, Self.text(min(connectTimeout, timeout)))
        case .exited(28), .timedOut: failure(.timedOut, Self.text(timeout))
        case .exited(52), .exited(56): failure(.closed)
        case .exited(60): failure(.untrusted, text ?? "nobody vouches for its certificate")
        // A proxy without an address, half an answer, and connections that break while something is sent.
        case .exited(5), .exited(16), .exited(18), .exited(35), .exited(55), .exited(92), .signalled:
            failure(.broken, text ?? "curl \(reason)")
        default: failure(.other, text ?? "curl \(reason)")
        }
    }

    private static func text(_ duration: Duration) -> String {
        let text = CurlConfiguration.seconds(duration)
        return "\(text.hasSuffix(".000") ? String(text.dropLast(4)) : text) s"
    }
}
