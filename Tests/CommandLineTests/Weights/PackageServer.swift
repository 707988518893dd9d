import Foundation
import ProgramTesting
import Testing

/// A web server on this machine that serves a folder of a workplace.
final class PackageServer: Sendable {
    let url: String
    private let program: RunningProgram

    /// Whether what serves and what asks is on this machine.
    static let isThere = ["python3", "curl"].allSatisfy {
        (try? Outcome.of("/usr/bin/env", [$0, "--version"]))?.code == 0
    }

    init(of folder: String, in place: Workplace) throws {
        let pipe = "\(place.path)/package-port"
        guard mkfifo(pipe, 0o600) == 0 else { throw POSIXError(.EIO) }
        // For reading and writing, so that opening it does not wait for the server.
        let descriptor = open(pipe, O_RDWR | O_CLOEXEC)
        defer { close(descriptor) }
        program = try RunningProgram(
            "python3", ["-c", Self.source, pipe], environment: ProcessInfo.processInfo.environment,
            folder: "\(place.path)/\(folder)", files: "\(place.path)/package-server")
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        var bytes = [UInt8](repeating: 0, count: 16)
        guard Glibc.poll(&poll, 1, 30_000) == 1 else { throw POSIXError(.ETIMEDOUT) }
        let count = read(descriptor, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        let port = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        url = "http://127.0.0.1:\(port)"
    }

    deinit { program.send(SIGKILL) }

    private static let source = """
        import http.server, sys
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
        with open(sys.argv[1], "w") as pipe:
            print(server.server_address[1], file=pipe)
        server.serve_forever()
        """
}
