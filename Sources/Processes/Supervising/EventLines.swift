/// The events that a child writes, line by line.
struct EventLines: PipeContent {
    private var splitter = LineSplitter()
    private let deliver: @Sendable (EventLine) -> Void

    init(deliver: @escaping @Sendable (EventLine) -> Void) { self.deliver = deliver }

    mutating func take(_ bytes: [UInt8]) { splitter.append(bytes[...], deliver: deliver) }

    mutating func finish() { splitter.finish(deliver: deliver) }
}
