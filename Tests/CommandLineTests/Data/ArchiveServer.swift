import Foundation
import ProgramTesting
import Testing

/// A server on this machine with three small archives of GTSRB's names.
final class ArchiveServer: Sendable {
    /// Whether the server and what asks it are on this machine.
    static let isThere: Bool = {
        let missing = ["python3", "curl", "unzip", "md5sum"].filter { program in
            !["/usr/bin", "/bin", "/usr/local/bin"].contains {
                FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
            }
        }
        if !missing.isEmpty { print("downloads are not tested: \(missing.joined(separator: ", ")) not there") }
        return missing.isEmpty
    }()

    let address: String
    private let program: RunningProgram
    private let log: String

    /// Starts the server.
    /// - Parameters:
    ///   - place: Where its files go.
    ///   - kind: `good`; `cut`, where each connection ends after half of what is asked for; `whole`, without ranges; or the
    ///     name of what is wrong with the first archive.
    /// - Throws: Why it does not start.
    init(in place: Workplace, _ kind: String = "good") throws {
        log = "\(place.path)/requests"
        let pipe = "\(place.path)/port"
        try place.write(Self.source, to: "archives.py")
        guard mkfifo(pipe, 0o600) == 0 else { throw POSIXError(.EIO) }
        // For reading and writing, so that opening it does not wait for the server.
        let descriptor = open(pipe, O_RDWR | O_CLOEXEC)
        defer { close(descriptor) }
        program = try RunningProgram(
            "python3", ["\(place.path)/archives.py", pipe, log, kind],
            environment: ProcessInfo.processInfo.environment, folder: place.path, files: "\(place.path)/server")
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        var bytes = [UInt8](repeating: 0, count: 16)
        guard Glibc.poll(&poll, 1, 30_000) == 1 else { throw POSIXError(.ETIMEDOUT) }
        let count = read(descriptor, &bytes, bytes.count)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        address = "http://127.0.0.1:\(try #require(Int(text.trimmingCharacters(in: .whitespacesAndNewlines))))/"
    }

    deinit { program.send(SIGKILL) }

    /// What was asked for, such as `GTSRB_Final_Test_GT.zip bytes=10-`.
    func requests() throws -> [String] {
        try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private static let source = #"""
        import io, sys, zipfile
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

        kind = sys.argv[3]
        pixels = bytes(range(256)) * 3
        header = "Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId\n"
        training = "GTSRB/Final_Training/Images/00000/"


        def archive(entries):
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w") as file:
                for name, content in entries:
                    info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
                    file.writestr(info, content)
            return buffer.getvalue()


        def image(number):
            return b"P6 16 16 255\n" + pixels[number:] + pixels[:number]


        link = zipfile.ZipInfo("GTSRB/link to it")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        wrong = {"above": ("../outside.txt", "x"), "root": ("/tmp/outside.txt", "x"), "link": (link, "/etc")}
        rows = "".join("0000%d_00000.ppm;16;16;0;0;15;15;0\n" % track for track in range(3))
        first = [(training + "GT-00000.csv", header + rows)]
        first += [(training + "0000%d_00000.ppm" % track, image(track)) for track in range(3)]
        files = {
            "GTSRB_Final_Training_Images.zip": archive(first + ([wrong[kind]] if kind in wrong else [])),
            "GTSRB_Final_Test_Images.zip": archive([("GTSRB/Final_Test/Images/00000.ppm", image(9))]),
            "GTSRB_Final_Test_GT.zip": archive([("GT-final_test.csv", header + "00000.ppm;16;16;0;0;15;15;0\n")]),
        }
        if kind == "damaged":
            files["GTSRB_Final_Training_Images.zip"] = b"<html>not found</html>"


        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                name = self.path[1:]
                wanted = self.headers.get("Range", "")
                with open(sys.argv[2], "a") as file:
                    file.write((name + " " + wanted).strip() + "\n")
                body = files.get(name)
                if body is None or kind == "missing":
                    self.send_error(404)
                    return
                start = int(wanted[6:].rstrip("-")) if wanted and kind != "whole" else 0
                part = body[start:]
                self.send_response(206 if start else 200)
                if start:
                    self.send_header("Content-Range", "bytes %d-%d/%d" % (start, len(body) - 1, len(body)))
                self.send_header("Content-Length", str(len(part)))
                self.end_headers()
                if kind == "cut" and not start:
                    part = part[:1000]
                self.wfile.write(part)
                self.close_connection = True

            def log_message(self, *arguments):
                pass


        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        with open(sys.argv[1], "w") as file:
            file.write(str(server.server_port))
        server.serve_forever()
        """#
}
