import ContentHash
import PipelineKit
import Testing

/// Whom a pipeline tells.
@Suite struct NotificationTests {
    @Test func `What is declared is in the graph, with a usual name`() throws {
        let graph = try Sample { graph in
            graph.notify(.webhook("https://u:p@chat.example.org/x"), on: [.failure, .metricFell("accuracy", by: 0.01)])
            graph.notify(.command(["/opt/tell", "me"]), on: [.recovery], name: "me", template: "{run}")
            graph.notify(.email("ada@example.org"), on: [.newModelVersion])
        }.graph()
        #expect(graph.notifications.map(\.name) == ["chat.example.org", "me", "ada@example.org"])
        let document = try JSON(encoding: graph)
        #expect(
            document["notifications"]?.array?.map {
                JSON.object(["channel": $0["channel"] ?? .null, "events": $0["events"] ?? .null])
            }
                == [
                    [
                        "channel": ["webhook": "https://u:p@chat.example.org/x"],
                        "events": ["failure", ["metric_fell": "accuracy", "by": 0.01]],
                    ],
                    ["channel": ["command": ["/opt/tell", "me"]], "events": ["recovery"]],
                    [
                        "channel": ["email": "ada@example.org", "sendmail": "/usr/sbin/sendmail"],
                        "events": ["new_model_version"],
                    ],
                ])
        let read: Graph = try document.decode()
        #expect(read.notifications.map(\.channel) == graph.notifications.map(\.channel))
        #expect(read.notifications.map(\.events) == graph.notifications.map(\.events))
    }

    @Test func `A graph that tells nobody has no word about it`() throws {
        let graph = try Sample { graph in graph.step("a", Note(text: "")) }.graph()
        #expect(try JSON(encoding: graph).object?.keys.sorted() == ["maps", "name", "parameters", "steps"])
        #expect(try JSON(encoding: graph).decode(Graph.self).notifications.isEmpty)
    }

    @Test func `Every mistake in whom to tell is told`() {
        let sample = Sample { graph in
            graph.notify(.webhook("chat.example.org"), on: [])
            graph.notify(.command([]), on: [.metricFell("", by: 1)], name: "a")
            graph.notify(.email("ada"), on: [.metricRose("loss", by: -1)], name: "b", template: "{reason}")
            graph.notify(.email("a@b.c", sendmail: "mail"), on: [.failure], name: "b\n")
            graph.notify(.command(["x"]), on: [.failure], name: "a")
        }
        let error = #expect(throws: GraphError.self) { try sample.graph() }
        #expect(
            error?.diagnostics.map { "\($0.message) | \($0.help ?? "")" } == [
                "the address of a webhook is not http://HOST/… or https://HOST/… | mend what the notification 'webhook' is sent to",
                "the notification 'webhook' is sent on no event | name one, such as .failure",
                "a command names no program | mend what the notification 'a' is sent to",
                "metric_fell of the notification 'a' names no metric | mend the event",
                "'ada' is no mail address such as ada@example.org | mend what the notification 'b' is sent to",
                "metric_rose of the notification 'b' needs an amount of 0 or more, not -1.0 | mend the event",
                "the template of the notification 'b' has no meaning for '{reason}' | the placeholders are {event}, {pipeline}, "
                    + "{run}, {status}, {step}, {error}, {tail}, {link}, {model}, {metric}, {host}",
                "a notification has no name that fits in a line | give a short name, or none",
                "the path 'mail' of sendmail does not begin with '/' | mend what the notification 'b\n' is sent to",
                "two notifications are named 'a' | give one of them another name",
            ])
    }

    @Test(arguments: [
        ("plain", "plain"), ("{{}}", "{}"), ("{{{run}}}", "{<run>}"), ("a {step}: {error}", "a <step>: <error>"),
        ("", ""),
    ])
    func `A template has a value for each placeholder`(text: String, result: String) throws {
        #expect(try NotificationTemplate(text).text { "<\($0.rawValue)>" } == result)
    }

    @Test(arguments: [
        ("{", NotificationTemplate.Mistake.stray("{")), ("}", .stray("}")), ("{}", .stray("{")),
        ("{ run}", .unknown(" run")),
    ])
    func `A template with a mistake is refused`(text: String, mistake: NotificationTemplate.Mistake) {
        #expect(throws: mistake) { try NotificationTemplate(text) }
    }
}
