extension GraphBuilder {
    /// Tells people of what happens in runs of this pipeline; what the steps make does not depend on it.
    ///
    /// ```swift
    /// graph.notify(.webhook("https://chat.example.org/hooks/ml", secret: .environment("ML_HOOK")), on: [.failure, .recovery])
    /// graph.notify(.email("ada@example.org"), on: [.metricFell("accuracy", by: 0.01)])
    /// ```
    ///
    /// What concerns a machine and not the pipeline is better told in `registry/config.json`.
    ///
    /// - Parameters:
    ///   - channel: How they are told.
    ///   - events: What they are told of.
    ///   - name: What the channel is called; by default the program, the host or the address.
    ///   - template: The message, with placeholders such as `{step}`; by default one that suits the event.
    ///   - fileID: The file of the declaration, for messages.
    ///   - line: Its line.
    public mutating func notify(
        _ channel: NotificationChannel, on events: [NotificationEvent], name: String? = nil, template: String? = nil,
        fileID: String = #fileID, line: Int = #line
    ) {
        graph.notifications.append(
            GraphNotification(
                name: name ?? channel.usualName, channel: channel, events: events, template: template,
                location: SourceLocation(fileID: fileID, line: line)))
    }
}
