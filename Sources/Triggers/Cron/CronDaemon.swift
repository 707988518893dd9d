internal import FileSystem

/// The program that reads crontabs and calls what they say.
public enum CronDaemon {
    /// Whether one runs on this machine; `nil` where processes can't be listed.
    ///
    /// Containers have crontab(1) more often than anything that reads what it writes.
    public static var isRunning: Bool? {
        guard let names = try? Folders.names(in: "/proc") else { return nil }
        return names.contains { name in
            guard name.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return false }
            let program = (try? Files.readText("/proc/\(name)/comm")) ?? ""
            return ["cron\n", "crond\n"].contains(program)
        }
    }
}
