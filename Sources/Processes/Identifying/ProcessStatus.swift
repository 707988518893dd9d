internal import FileSystem

/// What `/proc/<pid>/stat` says about a process.
struct ProcessStatus: Equatable {
    let state: Character
    let group: Int32
    let startTime: UInt64

    /// Whether the process has ended and waits for its parent, or is just going.
    var hasEnded: Bool { state == "Z" || state == "X" }

    init?(of pid: Int32) {
        guard let bytes = try? Files.read("/proc/\(pid)/stat") else { return nil }
        self.init(stat: bytes)
    }

    /// Reads the text of the file.
    ///
    /// The second field is the program's name in parentheses, which may contain spaces and parentheses itself.
    init?(stat bytes: [UInt8]) {
        guard let name = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = bytes[(name + 1)...].split(separator: UInt8(ascii: " ")).map {
            String(decoding: $0, as: UTF8.self)
        }
        // Of the fields of proc(5), counted from 1, the first one here is 3: the state.
        guard fields.count > 19, let state = fields[0].first, let group = Int32(fields[2]),
            let startTime = UInt64(fields[19])
        else { return nil }
        self.state = state
        self.group = group
        self.startTime = startTime
    }
}
