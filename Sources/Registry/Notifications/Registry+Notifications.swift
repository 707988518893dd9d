internal import Database
internal import Execution

extension Registry {
    /// Keeps what became of messages.
    public func record(_ notifications: [NotificationRecord]) async throws {
        try await write { connection in try connection.insert(notifications) }
    }

    /// Lists messages, the newest first.
    public func notifications(limit: Int = 20) async throws -> [NotificationRecord] {
        try await read { connection in
            try connection.notifications("ORDER BY time DESC, id DESC LIMIT ?", [limit])
        }
    }

    /// The last message to each channel, by the channel's name.
    public func lastNotifications() async throws -> [String: NotificationRecord] {
        let records = try await read { connection in
            try connection.notifications(
                "WHERE id IN (SELECT max(id) FROM notification GROUP BY channel) ORDER BY channel", [])
        }
        return Dictionary(records.map { ($0.channel, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Connection {
    /// Keeps what became of messages.
    mutating func insert(_ notifications: [NotificationRecord]) throws {
        for notification in notifications {
            try execute(
                "INSERT INTO notification (run, event, channel, error, attempts, time) VALUES (?, ?, ?, ?, ?, ?)",
                notification.run, notification.event, notification.channel, notification.error, notification.attempts,
                notification.time)
        }
    }

    fileprivate mutating func notifications(
        _ condition: String, _ values: [any DatabaseValue]
    ) throws -> [NotificationRecord] {
        try query("SELECT run, event, channel, error, attempts, time FROM notification \(condition)", values: values) {
            NotificationRecord(
                run: try $0[0], event: try $0[1], channel: try $0[2], error: try $0[3], attempts: try $0[4],
                time: try $0[5])
        }
    }
}
