/// Makes lines of bytes that arrive in arbitrary pieces.
struct LineSplitter {
    /// The most bytes that a line keeps.
    static let defaultLimit = 1 << 20

    private let limit: Int
    private var pending: [UInt8] = []
    /// Whether the line was cut, so that its rest is thrown away.
    private var isSkipping = false

    init(limit: Int = defaultLimit) { self.limit = limit }

    mutating func append(_ bytes: ArraySlice<UInt8>, deliver: (EventLine) -> Void) {
        var rest = bytes
        while !rest.isEmpty {
            let newline = rest.firstIndex(of: UInt8(ascii: "\n"))
            extend(with: rest[..<(newline ?? rest.endIndex)], deliver)
            guard let newline else { return }
            if !isSkipping { end(.newline, deliver) }
            isSkipping = false
            rest = rest[(newline + 1)...]
        }
    }

    /// Delivers what no newline followed.
    mutating func finish(deliver: (EventLine) -> Void) {
        if !pending.isEmpty { end(.endOfPipe, deliver) }
    }

    private mutating func extend(with bytes: ArraySlice<UInt8>, _ deliver: (EventLine) -> Void) {
        if isSkipping { return }
        let room = limit - pending.count
        pending += bytes.prefix(room)
        if bytes.count > room {
            end(.cut, deliver)
            isSkipping = true
        }
    }

    private mutating func end(_ ending: EventLine.Ending, _ deliver: (EventLine) -> Void) {
        deliver(EventLine(bytes: pending, ending: ending))
        pending = []
    }
}
