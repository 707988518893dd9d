import Foundation
import ProgramTesting
import Testing

/// Messages that are sent to a web address.
@Suite(.enabled(if: WebServer.isThere))
struct WebhookTests {
    let place: Workplace
    let server: WebServer

    init() throws {
        place = try Workplace()
        server = try WebServer(in: place)
    }

    /// An entry that is told of failures by the server, which answers in the given way.
    private func entry(_ way: String, _ more: String = "") -> String {
        let timing = "\"timeout\": \(way == "hang" ? 0.2 : 10), \"retry_pause\": 0.01"
        return "{\"name\": \"team\", \"webhook\": \"\(server.address(way))\", \"on\": [\"failure\"], \(timing)\(more)}"
    }

    @Test func `A failure is told as a signed document, and the secret is nowhere else`() throws {
        try place.notify(entry("ok", ", \"secret_env\": \"HOOK_KEY\""), link: "http://host/{pipeline}/{run}")
        let run = try place.fixture("run", "endings", "--set", "how=exit", environment: ["HOOK_KEY": server.secret])
        #expect(run.code == 1)
        #expect(run.complaints == "")
        let request = try #require(try server.requests().first)
        #expect(request.isSigned == true)
        #expect(request.contentType == "application/json; charset=utf-8")
        #expect(!request.isSecretShown)
        let host = ProcessInfo.processInfo.hostName
        #expect(
            request.body.plain(in: place).replacing(host, with: "HOST") == """
                {"error":"it exited with code 3 and left no result","event":"failure","host":"HOST",\
                "link":"http://host/endings/RUN","metric":"","model":"","pipeline":"endings","run":"RUN",\
                "status":"failed","step":"act","tail":"acting: exit",\
                "text":"endings failed: act: it exited with code 3 and left no result\\n\
                run RUN on HOST: http://host/endings/RUN\\n\\nThe last lines of its log:\\nacting: exit",\
                "time":"DATE"}
                """)
        #expect(try place.told() == ["team failure 1 1"])
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/registry")
        where name != "config.json" {
            let content = try Data(contentsOf: URL(fileURLWithPath: "\(place.project)/registry/\(name)"))
            #expect(content.range(of: Data(server.secret.utf8)) == nil, "\(name) has the secret in it")
        }
        for words in [["notifications"], ["notifications", "--json"], ["doctor"]] {
            let outcome = try place.run(.fixture, words, environment: ["HOOK_KEY": server.secret])
            #expect(outcome.code == 0)
            #expect(!outcome.output.contains(server.secret))
        }
    }

    @Test(arguments: [
        ("hang", "HOST gave no answer within 0.2 s; tried 3 times", 3),
        ("500", "HOST answered 500; tried 3 times", 3),
        ("close", "HOST closed the connection without an answer; tried 3 times", 3),
        ("404", "HOST answered 404: check the address", 1),
        ("401", "HOST answered 401: check the secret and the address", 1),
        ("301", "HOST answered 301: give the address that it moved to", 1),
    ])
    func `A webhook that does not take the message is a warning, and the run ends as it would have`(
        way: String, message: String, tries: Int
    ) throws {
        try place.notify(entry(way))
        let run = try place.fixture("run", "endings", "--set", "how=exit", "--json")
        let expected = message.replacing("HOST", with: "127.0.0.1:\(server.port)")
        #expect(run.complaints == "warning: 'team' could not be told of the failure: \(expected)\n")
        #expect(try RunDocument(run).status == "failed")
        #expect(run.code == 1)
        #expect(try server.requests().count == tries)
        #expect(try place.told() == ["team failure 0 \(tries)"])
        let doctor = try place.fixture("doctor")
        #expect(doctor.code == 1)
        #expect(
            doctor.output.plain(in: place).narrow.contains(
                "problem  notification team  the last message, on DATE, did not arrive: \(expected.plain(in: place)); "
                    + "try again with: pipeline notifications test 'team'\n"))
    }

    @Test func `A server that fails twice is told at the third try`() throws {
        try place.notify(entry("twice", ", \"secret_env\": \"HOOK_KEY\""))
        let run = try place.fixture("run", "endings", "--set", "how=exit", environment: ["HOOK_KEY": server.secret])
        #expect(run.complaints == "")
        #expect(run.code == 1)
        #expect(try server.requests().map(\.isSigned) == [true, true, true])
        #expect(try place.told() == ["team failure 1 3"])
    }

    @Test func `A server that is not there, and a host that is none, are named`() throws {
        // The port is free again when its owner has closed it, and nobody takes it meanwhile but by chance.
        try place.notify(
            "{\"name\": \"port\", \"webhook\": \"http://127.0.0.1:1/x\", \"on\": [\"failure\"], \"retry_pause\": 0}",
            "{\"name\": \"host\", \"webhook\": \"http://nowhere.invalid/x\", \"on\": [\"failure\"], \"retry_pause\": 0}"
        )
        let outcome = try place.fixture("notifications", "test")
        #expect(
            outcome.output == """
                port  failed  127.0.0.1:1 can't be connected to; tried 3 times
                host  failed  the host of nowhere.invalid is unknown; tried 3 times

                """)
        #expect(outcome.code == 1)
    }

    @Test func `A secret that is open to others, or not there, is not used`() throws {
        try place.write("\(server.secret)\n", to: "project/registry/hook.key")
        chmod("\(place.project)/registry/hook.key", 0o644)
        try place.notify(entry("ok", ", \"secret_file\": \"hook.key\""))
        let file = "PLACE/project/registry/hook.key"
        let open = try place.fixture("notifications", "test", "team")
        #expect(
            open.output.plain(in: place) == """
                team  failed  the file of the secret: '\(file)' is open to others than its owner (mode 644); close it with: chmod 600 '\(file)'

                """)
        #expect(open.code == 1)
        #expect(try server.requests().isEmpty)
        #expect(try place.fixture("doctor").output.contains("is open to others than its owner (mode 644)"))
        chmod("\(place.project)/registry/hook.key", 0o600)
        let closed = try place.fixture("notifications", "test", "team")
        #expect(closed.output == "team  told\n")
        #expect(try server.requests().map(\.isSigned) == [true])
        #expect(try place.fixture("doctor").code == 0)
        try place.write("", to: "project/registry/hook.key")
        #expect(
            try place.fixture("notifications", "test").output.plain(in: place)
                == "team  failed  the file of the secret, '\(file)', is empty\n")
        try place.notify(entry("ok", ", \"secret_env\": \"HOOK_KEY\""))
        #expect(
            try place.fixture("notifications", "test").output
                == "team  failed  the environment variable 'HOOK_KEY', which holds the secret, is not set\n")
    }

    @Test func `Without curl it is said what to install`() throws {
        try place.notify(entry("ok"))
        let outcome = try place.fixture("notifications", "test", environment: ["PATH": "\(place.path)"])
        #expect(
            outcome.output == """
                team  failed  the program 'curl' is not there; webhooks need it: install it, for example with: apt-get install curl

                """)
        #expect(outcome.code == 1)
        let doctor = try place.fixture("doctor", environment: ["PATH": "\(place.path)"])
        #expect(doctor.output.contains("the program 'curl' is not there; webhooks need it: install it"))
    }

    @Test func `A message as long as can be arrives`() throws {
        let text = String(repeating: "\\\\", count: 13_000)
        try place.notify(entry("ok", ", \"template\": \"\(text)\""))
        #expect(try place.fixture("notifications", "test").output == "team  told\n")
        let body = try #require(try server.requests().first?.body)
        let document = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: String]
        #expect(document?["text"] == String(repeating: "\\", count: 12_000) + "…")
    }

    @Test func `Any text reaches a server as it is`() throws {
        let text = "quotes \" and ' and \\\\ back \\\\n, line\\nbreaks, @file, {{braces}}, é ✓ {pipeline}"
        try place.notify(entry("ok", ", \"template\": \"\(text.replacing("\"", with: "\\\""))\""))
        #expect(try place.fixture("notifications", "test").code == 0)
        let body = try #require(try server.requests().first?.body)
        let document = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: String]
        #expect(document?["text"] == "quotes \" and ' and \\ back \\n, line\nbreaks, @file, {braces}, é ✓ ")
    }
}
