import Foundation
import ProgramTesting
import Testing

/// `pipeline notifications`, and a configuration with mistakes.
struct NotificationsCommandTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `Where nobody is to be told, nothing is done`() throws {
        #expect(try place.fixture("run", "endings", "--set", "how=failure").complaints == "")
        #expect(
            try place.fixture("notifications").output
                == "nobody is told of anything; write registry/config.json, or let a pipeline call graph.notify\n")
        #expect(try place.fixture("notifications", "history").output == "nobody has been told of anything yet\n")
        let test = try place.fixture("notifications", "test", "team")
        #expect(test.complaints == "error: nobody is named 'team': nobody is told of anything yet\n")
        #expect(test.code == 2)
    }

    @Test func `Who is told of what is listed, and of an address only what is no secret`() throws {
        try place.notify(
            """
            {"name": "team", "webhook": "https://user:pw@chat.example.org/hooks/secret?key=x", "secret_env": "KEY",
             "on": ["failure", {"metric_fell": "accuracy", "by": 0.01}], "pipelines": ["words", "endings"]}
            """, "{\"email\": \"ada@example.org\", \"on\": [\"recovery\"]}")
        #expect(
            try place.fixture("notifications").output.narrow == """
                name  channel  events  pipelines  from
                team  webhook https://chat.example.org/…, signed  failure, metric_fell accuracy by 0.01  \
                words, endings  registry/config.json
                ada@example.org  email ada@example.org  recovery  all  registry/config.json

                """)
        #expect(
            try place.fixture("notifications", "list", "--json").output == """
                {
                  "mistakes": [],
                  "recipients": [
                    {
                      "channel": "webhook https://chat.example.org/…, signed",
                      "events": [
                        "failure",
                        {
                          "by": 0.01,
                          "metric_fell": "accuracy"
                        }
                      ],
                      "name": "team",
                      "origin": "registry/config.json",
                      "pipelines": [
                        "words",
                        "endings"
                      ]
                    },
                    {
                      "channel": "email ada@example.org",
                      "events": [
                        "recovery"
                      ],
                      "name": "ada@example.org",
                      "origin": "registry/config.json",
                      "pipelines": null
                    }
                  ]
                }

                """)
        let mistyped = try place.fixture("notifications", "test", "taem")
        #expect(mistyped.complaints == "error: nobody is named 'taem'; did you mean 'team'?\n")
        #expect(mistyped.code == 2)
        let candidates = try place.fixture("__complete", "notifications", "notifications", "test", "")
        #expect(candidates.output == "team\nada@example.org\n")
    }

    @Test func `A trial is kept, and mends what doctor says of a channel`() throws {
        try place.notify("{\"name\": \"file\", \"command\": [\"false\"], \"on\": [\"failure\"]}")
        let failed = try place.fixture("notifications", "test", "--json")
        #expect(
            failed.output == """
                [
                  {
                    "attempts": 1,
                    "delivered": false,
                    "error": "'false' exited with code 1",
                    "name": "file"
                  }
                ]

                """)
        #expect(failed.code == 1)
        #expect(
            try place.fixture("doctor").output.plain(in: place).narrow.contains(
                "problem  notification file  the last message, on DATE, did not arrive: 'false' exited with code 1; "
                    + "try again with: pipeline notifications test 'file'\n"))
        try place.notify("{\"name\": \"file\", \"command\": [\"true\"], \"on\": [\"failure\"]}")
        #expect(try place.fixture("notifications", "test", "file").output == "file  told\n")
        let doctor = try place.fixture("doctor")
        #expect(doctor.output.narrow.contains("ok  notification file  nothing keeps messages from arriving\n"))
        #expect(doctor.code == 0)
        #expect(
            try place.fixture("notifications", "history").output.plain(in: place).narrow == """
                time  name  event  run  outcome  tries
                DATE  file  trial  told  1
                DATE  file  trial  failed  1  'false' exited with code 1

                """)
        #expect(
            try place.fixture("notifications", "history", "--json", "--limit", "1").output.plain(in: place) == """
                [
                  {
                    "attempts": 1,
                    "delivered": true,
                    "error": null,
                    "event": "trial",
                    "name": "file",
                    "run": null,
                    "time": "DATE"
                  }
                ]

                """)
    }

    @Test func `A mistake in the configuration stops no run, and keeps nobody else from being told`() throws {
        try place.notify(
            "{\"command\": [\"sh\", \"-c\", \"cat >> told\"], \"on\": [\"failure\"]}",
            "{\"name\": \"b\", \"command\": [\"true\"], \"on\": [\"fialure\"]}")
        let message =
            "PLACE/project/registry/config.json: notify[1].on[0]: there is no event 'fialure'; did you mean 'failure'?"
        let run = try place.fixture("run", "endings", "--set", "how=failure")
        #expect(run.complaints.plain(in: place) == "warning: \(message)\n")
        #expect(run.code == 1)
        #expect(try place.read("project/registry/told").hasPrefix("endings failed: act: it was asked to fail\n"))
        let succeeded = try place.fixture("run", "endings")
        #expect(succeeded.complaints.plain(in: place) == "warning: \(message)\n")
        #expect(succeeded.code == 0)
        let list = try place.fixture("notifications")
        #expect(list.complaints.plain(in: place) == "error: \(message)\n")
        #expect(list.code == 1)
        let doctor = try place.fixture("doctor")
        #expect(doctor.output.plain(in: place).narrow.contains("problem  notifications  \(message)\n"))
        #expect(doctor.code == 1)
        let test = try place.fixture("notifications", "test", "b")
        #expect(test.complaints.plain(in: place) == "error: \(message)\n")
        #expect(test.code == 1)
    }

    @Test(arguments: ["", " list", " test", " history"])
    func `The commands explain themselves, with an example`(command: String) throws {
        let words = "notifications\(command)".split(separator: " ").map(String.init)
        let outcome = try place.run(.fixture, words + ["--help"])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("\nExamples:\n  pipeline notifications\(command)"))
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
