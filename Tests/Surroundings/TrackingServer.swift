import Foundation

/// An MLflow server of its own, which ends with its owner.
public final class TrackingServer: Sendable {
    public let url: String
    private let pid: pid_t

    /// Starts a server, and waits until it answers.
    /// - Parameters:
    ///   - folder: Where it keeps what it is given; made where it is missing.
    ///   - options: What it is started with in the place of a folder for artifacts.
    /// - Throws: ``Silent`` where it does not answer.
    public init(in folder: String, options: [String] = []) throws {
        let port = try Self.freePort()
        url = "http://127.0.0.1:\(port)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let log = "\(folder)/server.log"
        try Data().write(to: URL(filePath: log))
        let server = Process()
        server.executableURL = URL(filePath: "\(ReferencePython.folder)/bin/mlflow")
        server.arguments =
            [
                "server", "--host", "127.0.0.1", "--port", "\(port)", "--workers", "1", "--backend-store-uri",
                "sqlite:///\(folder)/mlflow.db",
            ] + (options.isEmpty ? ["--artifacts-destination", "\(folder)/artifacts"] : options)
        server.environment = [
            "PATH": "\(ReferencePython.folder)/bin:/usr/bin:/bin", "HOME": folder, "MLFLOW_DISABLE_TELEMETRY": "true",
            "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        ]
        server.currentDirectoryURL = URL(filePath: folder)
        let output = try FileHandle(forWritingTo: URL(filePath: log))
        server.standardOutput = output
        server.standardError = output
        try server.run()
        // It leads a group of its own, which all its processes belong to.
        pid = server.processIdentifier
        guard try Self.answers(url) else {
            throw Silent(log: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
        }
    }

    deinit { kill(-pid, SIGKILL) }

    /// A server that does not answer.
    public struct Silent: Error, CustomStringConvertible {
        let log: String
        public var description: String { "the MLflow server does not answer: \(log.suffix(2000))" }
    }

    private static func answers(_ url: String) throws -> Bool {
        let curl = Process()
        curl.executableURL = URL(filePath: "/usr/bin/curl")
        curl.arguments = [
            "-sS", "--retry", "120", "--retry-delay", "1", "--retry-connrefused", "--fail", "\(url)/health",
        ]
        curl.standardOutput = FileHandle.nullDevice
        curl.standardError = FileHandle.nullDevice
        try curl.run()
        curl.waitUntilExit()
        return curl.terminationStatus == 0
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
