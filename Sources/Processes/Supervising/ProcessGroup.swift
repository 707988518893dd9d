import Glibc

/// The processes that share a group with a child, by the number of the child that leads it.
struct ProcessGroup {
    let leader: Int32

    /// Whether there is any process in the group, even one that has ended and waits for its parent.
    ///
    /// To be asked when the leader is gone. While there is a member, the kernel gives the group's number to no new
    /// process, so if a process has that number, the group is gone.
    var isOccupied: Bool { kill(-leader, 0) == 0 && ProcessStatus(of: leader) == nil }

    /// Sends a signal to all members.
    ///
    /// - Returns: Whether there was one that may be sent signals.
    @discardableResult func send(_ signal: Int32) -> Bool { kill(-leader, signal) == 0 }

    /// The members that haven't ended yet.
    ///
    /// One that is started at the same time may be missed.
    func runningMembers() -> [Stray] {
        guard isOccupied, let folder = opendir("/proc") else { return [] }
        defer { closedir(folder) }
        var members: [Stray] = []
        while let entry = readdir(folder) {
            // Not from its `stat`: opening, reading and parsing one for every process takes many times longer.
            guard let pid = Self.number(of: entry), getpgid(pid) == leader else { continue }
            if let member = Stray(pid, isDaemon: false) { members.append(member) }
        }
        return members
    }

    /// The process that a folder in `/proc` is named after.
    private static func number(of entry: UnsafeMutablePointer<dirent>) -> Int32? {
        withUnsafeBytes(of: &entry.pointee.d_name) { name in
            var number: Int32 = 0
            for byte in name.prefix(while: { $0 != 0 }) {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                number = number &* 10 &+ Int32(byte - UInt8(ascii: "0"))
            }
            return number
        }
    }
}
