import Foundation
import ProgramTesting
import Testing

/// A server on this machine that answers each path in its own way, and keeps what it was sent.
final class WebServer: Sendable {
    /// A request as the server saw it.
    struct Request: Decodable {
        let path: String
        let body: String
        /// Whether the signature is that of the body and the time; `nil` without one.
        let isSigned: Bool?
        let contentType: String
        /// Whether the argument of any process, or the environment of any curl, had the server's secret in it.
        let isSecretShown: Bool
    }

    /// Part of every address, and the secret of signatures: what nobody else may see.
    let secret = "canary-\(UUID().uuidString)"
    let port: Int
    private let program: RunningProgram
    private let log: String

    /// Whether the server and what asks it are on this machine.
    static let isThere: Bool = {
        let programs = ["python3", "curl"].filter { program in
            (try? Outcome.of("/usr/bin/env", [program, "--version"]))?.code != 0
        }
        if !programs.isEmpty { print("webhooks are not tested: \(programs.joined(separator: " and ")) not there") }
        return programs.isEmpty
    }()

    init(in place: Workplace) throws {
        log = "\(place.path)/requests"
        let pipe = "\(place.path)/port"
        try place.write(Self.source, to: "server.py")
        guard mkfifo(pipe, 0o600) == 0 else { throw POSIXError(.EIO) }
        // For reading and writing, so that opening it does not wait for the server.
        let descriptor = open(pipe, O_RDWR | O_CLOEXEC)
        defer { close(descriptor) }
        var environment = ProcessInfo.processInfo.environment
        environment["CANARY"] = secret
        program = try RunningProgram(
            "python3", ["\(place.path)/server.py", pipe, log], environment: environment, folder: place.path,
            files: "\(place.path)/server")
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        var bytes = [UInt8](repeating: 0, count: 16)
        guard Glibc.poll(&poll, 1, 30_000) == 1 else { throw POSIXError(.ETIMEDOUT) }
        let count = read(descriptor, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        port = try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    deinit { program.send(SIGKILL) }

    /// An address at which the server answers in the given way.
    func address(_ way: String) -> String { "http://127.0.0.1:\(port)/\(way)/\(secret)" }

    /// What the server was sent so far.
    func requests() throws -> [Request] {
        guard FileManager.default.fileExists(atPath: log) else { return [] }
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        return try lines.map { try JSONDecoder().decode(Request.self, from: Data($0.utf8)) }
    }

    private static let source = #"""
        import glob, hashlib, hmac, json, os, sys, threading
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        canary = os.environ["CANARY"].encode()
        lock = threading.Lock()
        counts = {}


        def is_shown():
            def content(name):
                try:
                    with open(name, "rb") as file:
                        return file.read()
                except OSError:
                    return b""

            for folder in glob.glob("/proc/[0-9]*"):
                if canary in content(folder + "/cmdline"):
                    return True
                if content(folder + "/comm").strip() == b"curl" and canary in content(folder + "/environ"):
                    return True
            return False


        def is_signed(headers, body):
            if "X-Pipeline-Signature" not in headers:
                return None
            text = headers["X-Pipeline-Timestamp"].encode() + b"." + body
            return hmac.compare_digest(
                "sha256=" + hmac.new(canary, text, hashlib.sha256).hexdigest(), headers["X-Pipeline-Signature"])


        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                way = self.path.split("/")[1]
                with lock:
                    counts[way] = counts.get(way, 0) + 1
                    with open(sys.argv[2], "a") as file:
                        file.write(json.dumps({
                            "path": self.path.replace(canary.decode(), "SECRET"), "body": body.decode(),
                            "isSigned": is_signed(self.headers, body), "contentType": self.headers["Content-Type"],
                            "isSecretShown": is_shown()}) + "\n")
                if way == "hang":
                    threading.Event().wait()
                if way == "close":
                    self.close_connection = True
                    return
                status = 500 if way == "twice" and counts[way] < 3 else 200 if way in ("ok", "twice") else int(way)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass


        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        with open(sys.argv[1], "w") as file:
            file.write(str(server.server_port))
        server.serve_forever()
        """#
}
