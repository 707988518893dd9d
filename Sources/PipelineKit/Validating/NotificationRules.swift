/// Who is to be told must be reachable by what is written, and a message must have a meaning for each placeholder.
struct NotificationRule: GraphRule {
    func check(_ graph: Graph) -> [Diagnostic] {
        graph.notifications.flatMap { notification in
            objections(notification).map {
                Diagnostic(message: $0.0, location: notification.location, help: $0.1)
            }
        } + twins(graph)
    }

    private func twins(_ graph: Graph) -> [Diagnostic] {
        var names: Set<String> = []
        return graph.notifications.filter { !names.insert($0.name).inserted }.map {
            Diagnostic(
                message: "two notifications are named '\($0.name)'", location: $0.location,
                help: "give one of them another name")
        }
    }

    private func objections(_ notification: GraphNotification) -> [(String, String)] {
        var found: [(String, String)] = []
        let name = notification.name
        if name.isEmpty || name.utf8.contains(where: { $0 < 0x20 }) {
            found.append(("a notification has no name that fits in a line", "give a short name, or none"))
        }
        if let objection = notification.channel.objection {
            found.append(("\(objection)", "mend what the notification '\(name)' is sent to"))
        }
        if notification.events.isEmpty {
            found.append(("the notification '\(name)' is sent on no event", "name one, such as .failure"))
        }
        for event in notification.events {
            guard let objection = event.objection else { continue }
            found.append(("\(event.name) of the notification '\(name)' \(objection)", "mend the event"))
        }
        if let template = notification.template {
            do throws(NotificationTemplate.Mistake) {
                _ = try NotificationTemplate(template)
            } catch {
                found.append(("the template of the notification '\(name)' \(error.message)", error.help))
            }
        }
        return found
    }
}
