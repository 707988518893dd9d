internal import FileSystem

/// How the kernel ends processes because memory ran out.
enum MemoryPressure {
    /// How often it did so in the control group of this process; on the whole machine where groups are not counted.
    static var kills: Int {
        for line in ((try? Files.readText("/proc/self/cgroup")) ?? "").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            // The second version of control groups has one group for all resources, the first one for memory.
            if parts[1].isEmpty, let kills = kills(toldIn: "/sys/fs/cgroup\(parts[2])/memory.events") { return kills }
            if parts[1].split(separator: ",").contains("memory"),
                let kills = kills(toldIn: "/sys/fs/cgroup/memory\(parts[2])/memory.oom_control")
            {
                return kills
            }
        }
        return kills(toldIn: "/proc/vmstat") ?? 0
    }

    /// Makes the kernel end this process, and those it starts, rather than the one that records what became of them.
    static func goFirst() { try? Files.tell("500", to: "/proc/self/oom_score_adj") }

    private static func kills(toldIn file: String) -> Int? {
        let lines = (try? Files.readText(file))?.split(separator: "\n") ?? []
        return lines.first { $0.hasPrefix("oom_kill ") }?.split(separator: " ").last.flatMap { Int($0) }
    }
}
