import Notifications
import PipelineKit
import Testing

/// The file `registry/config.json`.
struct SettingsTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The mistakes without the path of the file.
    private func mistakes(_ text: String) throws -> [String] {
        try NotificationSettings.of(text, in: folder).mistakes.map {
            $0.description.replacing("\(folder.path)/config.json: ", with: "")
        }
    }

    @Test func `A file that is not there tells nobody and is no mistake`() {
        let settings = NotificationSettings(path: "\(folder.path)/none.json", pipelines: [])
        #expect(settings.recipients.isEmpty && settings.mistakes.isEmpty && settings.link == nil)
    }

    @Test func `An entry of each kind is read, with what it does not say as usual`() throws {
        let settings = try NotificationSettings.of(
            """
            {"link": "http://host/{pipeline}/{run}", "notify": [
              {"name": "team", "webhook": "https://user:pw@chat.example.org:8443/secret", "secret_file": "key",
               "on": ["failure", "recovery", {"metric_fell": "accuracy", "by": 0.01}, {"metric_rose": "loss"}],
               "pipelines": ["words"], "template": "{{{pipeline}}}", "timeout": 2, "retry_pause": 0},
              {"webhook": "http://other.example.org", "secret_env": "KEY", "on": ["new_model_version"]},
              {"command": ["/opt/bin/tell", "--all"], "on": ["failure"]},
              {"email": "ada@example.org", "on": ["failure"]}
            ]}
            """, in: folder)
        #expect(settings.mistakes == [])
        #expect(settings.recipients.map(\.name) == ["team", "other.example.org", "tell", "ada@example.org"])
        #expect(
            settings.recipients.map(\.channel) == [
                .webhook("https://user:pw@chat.example.org:8443/secret", secret: .file("key")),
                .webhook("http://other.example.org", secret: .environment("KEY")),
                .command(["/opt/bin/tell", "--all"]), .email("ada@example.org", sendmail: "/usr/sbin/sendmail"),
            ])
        let team = try #require(settings.recipients.first)
        #expect(
            team.events == [.failure, .recovery, .metricFell("accuracy", by: 0.01), .metricRose("loss", by: 0)])
        #expect(team.concerns("words") && !team.concerns("road_sign"))
        #expect(team.timeout == 2 && team.retryPause == 0)
        #expect(Notice.failure().text(team.template) == "{road_sign}")
        #expect(settings.link?.text { $0 == .run ? "R" : "P" } == "http://host/P/R")
        let last = try #require(settings.recipients.last)
        #expect(last.concerns("anything") && last.timeout == 10 && last.retryPause == 1)
    }

    @Test(arguments: [
        ("[]", "it must be an object, not a list"),
        ("{\"notify\": [}", "not JSON: expected a value, line 1, column 13"),
        ("{\n  \"link\": \"é\" 1}", "not JSON: expected ',' or '}', line 2, column 15"),
        ("{\"notfy\": []}", "there is no key 'notfy'; did you mean 'notify'?"),
        ("{\"hooks\": []}", "there is no key 'hooks'; the keys are link, notify"),
        ("{\"notify\": {}}", "notify: it must be a list, not an object"),
        ("{\"link\": 7}", "link: it must be a text, not a number"),
        ("{\"link\": \"http://h/{runs}\"}", "link: the text has no meaning for '{runs}'; did you mean '{run}'?"),
        ("{\"link\": \"http://h/{step}\"}", "link: an address is made of {run} and {pipeline} alone"),
    ])
    func `A mistake in the file is told with its place`(text: String, message: String) throws {
        #expect(try mistakes(text) == [message])
    }

    @Test(arguments: [
        (
            "\"command\": [\"a\"]",
            "notify[0]: it is told of nothing: say what of, for example \"on\": [\"failure\", \"recovery\"]"
        ),
        ("\"command\": [\"a\"], \"on\": \"failure\"", "notify[0].on: it must be a list, not a text"),
        (
            "\"command\": [\"a\"], \"on\": [\"failur\"]",
            "notify[0].on[0]: there is no event 'failur'; did you mean 'failure'?"
        ),
        (
            "\"command\": [\"a\"], \"on\": [\"failure\", \"sunset\"]",
            "notify[0].on[1]: there is no event 'sunset'; the events are failure, recovery, new_model_version, "
                + "metric_fell, metric_rose"
        ),
        (
            "\"command\": [\"a\"], \"on\": [\"metric_fell\"]",
            "notify[0].on[0]: \"metric_fell\" needs a metric: write {\"metric_fell\": \"accuracy\", \"by\": 0.01}"
        ),
        (
            "\"command\": [\"a\"], \"on\": [{\"by\": 1}]",
            "notify[0].on[0]: it needs one of \"metric_fell\" and \"metric_rose\""
        ),
        (
            "\"command\": [\"a\"], \"on\": [{\"metric_fell\": \"x\", \"by\": -1}]",
            "notify[0].on[0].by: it must be 0.0 or more, not -1.0"
        ),
        ("\"command\": [\"a\"], \"on\": [{\"metric_fell\": \"\"}]", "notify[0].on[0].metric_fell: it names no metric"),
        ("\"on\": [\"failure\"]", "notify[0]: it reaches nobody: give it \"command\", \"webhook\" or \"email\""),
        (
            "\"command\": [\"a\"], \"email\": \"a@b.c\", \"on\": [\"failure\"]",
            "notify[0]: it has both \"command\" and \"email\": make two entries of it"
        ),
        ("\"command\": [], \"on\": [\"failure\"]", "notify[0].command: a command names no program"),
        ("\"command\": [\"a\", 1], \"on\": [\"failure\"]", "notify[0].command[1]: it must be a text, not a number"),
        (
            "\"webhook\": \"ftp://host\", \"on\": [\"failure\"]",
            "notify[0].webhook: the address of a webhook is not http://HOST/… or https://HOST/…"
        ),
        (
            "\"webhook\": \"http://host\", \"secret\": \"x\", \"on\": [\"failure\"]",
            "notify[0]: there is no key 'secret'; did you mean 'secret_file'?"
        ),
        (
            "\"webhook\": \"http://host\", \"secret_file\": \"x\", \"secret_env\": \"X\", \"on\": [\"failure\"]",
            "notify[0]: it has both \"secret_file\" and \"secret_env\": give one of them"
        ),
        (
            "\"email\": \"a@b.c\", \"secret_file\": \"x\", \"on\": [\"failure\"]",
            "notify[0].secret_file: it belongs to a \"webhook\", which this is not"
        ),
        (
            "\"email\": \"a@b.c\\nBcc: d@e.f\", \"on\": [\"failure\"]",
            "notify[0].email: 'a@b.c\nBcc: d@e.f' is no mail address such as ada@example.org"
        ),
        (
            "\"email\": \"a@b.c\", \"sendmail\": \"sendmail\", \"on\": [\"failure\"]",
            "notify[0].email: the path 'sendmail' of sendmail does not begin with '/'"
        ),
        (
            "\"command\": [\"a\"], \"on\": [\"failure\"], \"pipelines\": [\"road_sing\"]",
            "notify[0].pipelines[0]: there is no pipeline 'road_sing'; did you mean 'road_sign'?"
        ),
        (
            "\"command\": [\"a\"], \"on\": [\"failure\"], \"template\": \"{stp}\"",
            "notify[0].template: the text has no meaning for '{stp}'; did you mean '{step}'?"
        ),
        (
            "\"command\": [\"a\"], \"on\": [\"failure\"], \"template\": \"a } b\"",
            "notify[0].template: the text has a '}' that is part of no placeholder; write '}}' for the sign itself"
        ),
        (
            "\"command\": [\"a\"], \"on\": [\"failure\"], \"timeout\": 60",
            "notify[0].timeout: it must be from 0.001 to 10.0, not 60.0"
        ),
        (
            "\"command\": [\"a\"], \"on\": [\"failure\"], \"retry_pause\": \"1s\"",
            "notify[0].retry_pause: it must be a number, not a text"
        ),
        (
            "\"name\": \"\", \"command\": [\"a\"], \"on\": [\"failure\"]",
            "notify[0].name: a name has at least one sign, and none that breaks a line"
        ),
    ])
    func `A mistake in an entry is told with its place, and the others are told of events`(
        entry: String, message: String
    ) throws {
        let text = "{\"notify\": [{\(entry)}, {\"command\": [\"other\"], \"on\": [\"failure\"]}]}"
        #expect(try mistakes(text) == [message])
        #expect(try NotificationSettings.of(text, in: folder).recipients.map(\.name) == ["other"])
    }

    @Test func `Two entries need two names`() throws {
        let entry = "{\"command\": [\"tell\"], \"on\": [\"failure\"]}"
        #expect(
            try mistakes("{\"notify\": [\(entry), \(entry)]}") == [
                "notify[1]: 'tell' is there twice: give one a \"name\" of its own"
            ])
    }

    @Test func `Every mistake is told at once`() throws {
        let found = try mistakes(
            "{\"notify\": [{\"comand\": [\"a\"], \"on\": [\"fail\"], \"timeout\": 0}, 7], \"link\": \"{\"}")
        #expect(
            found == [
                "notify[0]: there is no key 'comand'; did you mean 'command'?",
                "notify[0]: it reaches nobody: give it \"command\", \"webhook\" or \"email\"",
                "notify[0].on[0]: there is no event 'fail'; did you mean 'failure'?",
                "notify[0].timeout: it must be from 0.001 to 10.0, not 0.0",
                "notify[1]: it must be an object, not a number",
                "link: the text has a '{' that is part of no placeholder; write '{{' for the sign itself",
            ])
    }
}
