import Foundation
import HTTPRequests
import Testing

@Suite struct `A request to a web server` {
    private let environment = ["PATH": "/usr/bin:/bin"]

    @Test func `What is sent arrives, and what is answered comes back`() async throws {
        let server = try OneAnswer("HTTP/1.1 201 Created\r\nContent-Length: 11\r\n\r\n{\"id\":\"é\"}")
        var request = HTTPRequest("POST", "\(server.url)/hooks?a=[1]&b={2}", json: #"{"run": "x\n\"y\""}"#)
        request.headers.append(("X-Signature", #"sha256="a\b""#))
        request.credentials = .token("to\"ken")
        let response = try await request.send(environment: environment)
        #expect(response.status == 201)
        #expect(response.isSuccess)
        #expect(response.text == "{\"id\":\"é\"}")
        let lines = await server.request.components(separatedBy: "\r\n")
        #expect(lines.first == "POST /hooks?a=[1]&b={2} HTTP/1.1")
        #expect(lines.last == #"{"run": "x\n\"y\""}"#)
        #expect(lines.contains("Content-Type: application/json"))
        #expect(lines.contains(#"X-Signature: sha256="a\b""#))
        #expect(lines.contains("Authorization: Bearer to\"ken"))
    }

    @Test func `A file is sent as it is, and a name and password are`() async throws {
        let server = try OneAnswer("HTTP/1.1 204 No Content\r\n\r\n")
        let path = FileManager.default.temporaryDirectory.appending(path: "http-\(UUID()).bin").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let content = String(repeating: "0123456789", count: 20_000)
        try content.write(toFile: path, atomically: true, encoding: .utf8)
        let request = HTTPRequest(
            "PUT", "\(server.url)/file", body: .file(path), credentials: .password(user: "ada", password: "s:1"))
        let response = try await request.send(environment: environment)
        #expect(response.status == 204)
        #expect(response.body == [])
        let text = await server.request
        #expect(text.hasPrefix("PUT /file HTTP/1.1\r\n"))
        #expect(text.contains("Authorization: Basic \(Data("ada:s:1".utf8).base64EncodedString())\r\n"))
        #expect(text.hasSuffix("\r\n\r\n\(content)"))
    }

    @Test func `A refusal is an answer`() async throws {
        let server = try OneAnswer("HTTP/1.1 500 Oh\r\nContent-Length: 4\r\n\r\noops")
        let response = try await HTTPRequest("GET", server.url).send(environment: environment)
        #expect(!response.isSuccess)
        #expect(response.status == 500)
        #expect(response.text == "oops")
    }

    @Test func `A server that listens to nobody, says nothing or does not exist is told of`() async throws {
        #expect(
            await failure(of: HTTPRequest("GET", "http://user:secret@127.0.0.1:1/secret"))
                == "nobody answers at 'http://127.0.0.1:1': check the address, and that the server runs")
        let silent = try OneAnswer()
        var request = HTTPRequest("GET", silent.url, timeout: .milliseconds(300))
        #expect(await failure(of: request) == "'\(silent.url)' did not answer within 0.300 s")
        request.url = "http://nowhere.invalid/x"
        request.timeout = .seconds(30)
        #expect(
            await failure(of: request)
                == "the host of 'http://nowhere.invalid' is unknown: check the address, and the network")
        request.url = "ada:secret@example.org/x"
        #expect(
            await failure(of: request)
                == "'example.org' is no address of a server: it must begin with http:// or https://")
    }

    @Test func `A connection that is closed may be better the next time, and a wrong address is not`() async throws {
        let server = try OneAnswer("")
        let closed = await #expect(throws: HTTPFailure.self) {
            try await HTTPRequest("GET", server.url).send(environment: environment)
        }
        #expect(closed?.description == "'\(server.url)' closed the connection without an answer")
        #expect(closed?.isPassing == true)
        let wrong = await #expect(throws: HTTPFailure.self) {
            try await HTTPRequest("GET", "example.org").send(environment: environment)
        }
        #expect(wrong?.isPassing == false)
    }

    @Test func `An answer that nobody reads may be as long as it likes`() async throws {
        let server = try OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123456789")
        let response = try await HTTPRequest("GET", server.url).send(environment: environment, limit: nil)
        #expect(response.status == 200)
        #expect(response.body == [])
    }

    @Test func `What would be more than one line of the request is refused`() async {
        var request = HTTPRequest("GET", "http://127.0.0.1:1/a\nb")
        #expect(
            await failure(of: request)
                == "the address of 'http://127.0.0.1:1' contains a line break or control character")
        request = HTTPRequest("GET", "http://127.0.0.1:1", headers: [("X", "1\r\nY: 2")])
        #expect(await failure(of: request) == "the header 'X' contains a line break or control character")
        request = HTTPRequest("GET", "http://127.0.0.1:1", headers: [("@/etc/passwd", "")])
        #expect(await failure(of: request) == "'@/etc/passwd' is no name for a header")
    }

    @Test func `A long answer is not taken, and curl that is missing is told of`() async throws {
        let server = try OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123456789")
        let request = HTTPRequest("GET", server.url)
        #expect(
            await failure(of: request, limit: 8)
                == "'\(server.url)' answered with 9 bytes, which is more than 8")
        let missing = await failure(of: request, environment: ["PATH": "/nonexistent"])
        #expect(missing == "no program is named 'curl' in PATH (/nonexistent): install it, or give its path")
    }

    private func failure(
        of request: HTTPRequest, limit: Int = 1 << 20, environment: [String: String] = ["PATH": "/usr/bin:/bin"]
    ) async -> String {
        do {
            return "answered \(try await request.send(environment: environment, limit: limit).status)"
        } catch { return "\(error)" }
    }
}
