internal import Arguments
internal import ContentHash
internal import Execution
internal import Notifications
internal import PipelineKit
internal import Registry
internal import Suggestions
internal import Terminal

/// `pipeline notifications`: lists who is told of what, tries it, and shows what was told.
struct NotificationsCommand: Sendable {
    let session: Session

    static let name = CommandParameter.optionalArgument(
        "NAME", .name("NAME", completing: .source("notifications")), help: "whom to tell; without one, everybody")
    static let limit = CommandParameter.option(
        "limit", short: "n", .integer("N", in: 1...), default: 20, help: "show at most N messages")

    var command: Command {
        Command(
            "notifications", summary: "List who is told of what, try it, and show what was told.",
            discussion: """
                People are told of a failure, a recovery, a new model version, and a metric that fell or rose, by a command, \
                a webhook or mail: as registry/config.json says for this machine, and as pipelines declare with \
                graph.notify. A message that does not arrive fails no run; it is a warning there, and a problem in doctor.
                """,
            examples: [.init("pipeline notifications"), .init("pipeline notifications test team")],
            subcommands: [
                Command(
                    "list", summary: "List who is told of what.", examples: [.init("pipeline notifications list")],
                    action: { try list($0) }),
                Command(
                    "test", summary: "Send a trial message, and say what became of it.",
                    discussion: "The exit code is 1 where a message did not arrive.",
                    examples: [.init("pipeline notifications test"), .init("pipeline notifications test team")],
                    parameters: [Self.name], action: { try await test($0) }),
                Command(
                    "history", summary: "Show what was told to whom, the newest first.",
                    examples: [.init("pipeline notifications history --limit 5")], parameters: [Self.limit],
                    action: { try await history($0) }),
            ], defaultSubcommand: "list")
    }

    private func list(_ values: ParsedValues) throws -> Int32 {
        let list = RecipientList(try session.project(), session)
        let mistakes = list.settings.mistakes
        if values[GlobalOptions.json] {
            session.write(json: [
                "recipients": .array(try list.recipients.map(RecipientText.json)),
                "mistakes": .array(mistakes.map { .string($0.description) }),
            ])
        } else if list.recipients.isEmpty {
            session.write("nobody is told of anything; write registry/config.json, or let a pipeline call graph.notify")
        } else {
            var table = Table(.word("name"), .text("channel"), .text("events"), .text("pipelines"), .word("from"))
            for recipient in list.recipients {
                table.append(
                    Line(recipient.name, .bold), Line(RecipientText.channel(recipient)),
                    Line(RecipientText.events(recipient)), Line(RecipientText.pipelines(recipient)),
                    Line(RecipientText.origin(recipient), .dim))
            }
            session.write(table)
        }
        return complain(of: mistakes)
    }

    private func test(_ values: ParsedValues) async throws -> Int32 {
        let project = try session.project()
        let list = RecipientList(project, session)
        let recipients = try chosen(values[Self.name], among: list)
        let notice = Notice(
            event: Notice.trial, pipeline: "", host: Machine.host, time: Format.timestamp(session.now))
        let deliveries = await session.courier(of: project, to: list).deliver(recipients.map { (notice, $0) })
        let now = session.now
        try await session.registry(of: project).record(deliveries.map { $0.record(of: nil, at: now) })
        if values[GlobalOptions.json] {
            session.write(json: .array(deliveries.map(json)))
        } else {
            var table = Table(.word(""), .word(""), .sentences(""))
            for delivery in deliveries {
                table.append(Line(delivery.recipient, .bold), outcome(delivery.error), Line(delivery.error ?? ""))
            }
            session.write(table)
        }
        let code = complain(of: list.settings.mistakes)
        return deliveries.contains { $0.error != nil } ? CommandFailure.Code.failed.rawValue : code
    }

    private func chosen(_ name: String?, among list: RecipientList) throws -> [Recipient] {
        guard let name else {
            guard list.recipients.isEmpty, let mistake = list.settings.mistakes.first else { return list.recipients }
            throw CommandFailure("\(mistake)", .failed)
        }
        let chosen = list.recipients.filter { $0.name == name }
        if !chosen.isEmpty { return chosen }
        // The entry may be one that can't be used.
        if let mistake = list.settings.mistakes.first { throw CommandFailure("\(mistake)", .failed) }
        let names = list.names
        guard !names.isEmpty else { throw CommandFailure("nobody is named '\(name)': nobody is told of anything yet") }
        let hint = suggestion(for: name, among: names)
        throw CommandFailure(
            "nobody is named '\(name)'\(hint.isEmpty ? "; there are \(names.joined(separator: ", "))" : hint)")
    }

    private func history(_ values: ParsedValues) async throws -> Int32 {
        let records = try await session.registry(of: session.project()).notifications(limit: values[Self.limit])
        if values[GlobalOptions.json] {
            session.write(json: .array(records.map(json)))
            return 0
        }
        guard !records.isEmpty else {
            session.write("nobody has been told of anything yet")
            return 0
        }
        var table = Table(
            .word("time"), .word("name"), .word("event"), .word("run"), .word("outcome"), .number("tries"), .text(""))
        for record in records {
            table.append(
                Line(Format.date(record.time, in: .local(at: record.time))), Line(record.channel), Line(record.event),
                Line(record.run?.text ?? ""), outcome(record.error), Line("\(record.attempts)"),
                Line(record.error ?? "", .dim))
        }
        session.write(table)
        return 0
    }

    private func outcome(_ error: String?) -> Line { error == nil ? Line("told", .green) : Line("failed", .red) }

    private func complain(of mistakes: [SettingsMistake]) -> Int32 {
        for mistake in mistakes { session.complain("\(mistake)") }
        return mistakes.isEmpty ? 0 : CommandFailure.Code.failed.rawValue
    }

    private func json(_ delivery: Delivery) -> JSON {
        [
            "name": .string(delivery.recipient), "delivered": .bool(delivery.error == nil),
            "attempts": .int(Int64(delivery.attempts)), "error": delivery.error.map(JSON.string) ?? .null,
        ]
    }

    private func json(_ record: NotificationRecord) -> JSON {
        [
            "time": .string(Format.timestamp(record.time)), "name": .string(record.channel),
            "event": .string(record.event), "run": record.run.map { .string($0.text) } ?? .null,
            "delivered": .bool(record.error == nil), "attempts": .int(Int64(record.attempts)),
            "error": record.error.map(JSON.string) ?? .null,
        ]
    }
}
