import Foundation

/// An MLflow server of its own, which ends with its owner.
final class TrackingServer: Sendable {
    let url: String
    private let program: RunningProgram

    /// Starts a server in a folder, and waits until it answers.
    init(in folder: String, options: [String] = []) throws {
        let port = try Self.freePort()
        url = "http://127.0.0.1:\(port)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let environment = [
            "PATH": "\(ReferencePython.folder)/bin:/usr/bin:/bin", "HOME": folder, "MLFLOW_DISABLE_TELEMETRY": "true",
            "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        ]
        let words =
            [
                "\(ReferencePython.folder)/bin/mlflow", "server", "--host", "127.0.0.1", "--port", "\(port)",
                "--workers", "1", "--backend-store-uri", "sqlite:///\(folder)/mlflow.db",
            ] + (options.isEmpty ? ["--artifacts-destination", "\(folder)/artifacts"] : options)
        // In a session of its own, so that all its processes end together.
        program = try RunningProgram(
            "/usr/bin/setsid", words, environment: environment, folder: folder, files: "\(folder)/server")
        let answer = try Outcome.of(
            "/usr/bin/curl",
            ["-sS", "--retry", "120", "--retry-delay", "1", "--retry-connrefused", "--fail", "\(url)/health"])
        guard answer.code == 0 else {
            throw Silent(log: (try? String(contentsOfFile: "\(folder)/server.err", encoding: .utf8)) ?? "")
        }
    }

    deinit { kill(-program.pid, SIGKILL) }

    struct Silent: Error, CustomStringConvertible {
        let log: String
        var description: String { "the MLflow server does not answer: \(log.suffix(2000))" }
    }

    /// Asks for a document of the REST API.
    func get(_ path: String) throws -> [String: Any] {
        let answer = try Outcome.of("/usr/bin/curl", ["-sS", "\(url)\(path)"])
        return try answer.json() as? [String: Any] ?? [:]
    }

    private static func freePort() throws -> UInt16 {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && getsockname(listener, address, &size) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        return UInt16(bigEndian: address.sin_port)
    }
}
