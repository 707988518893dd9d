import Foundation
import ProgramTesting

/// A control group of the kernel whose processes have little memory together.
final class MemoryGroup {
    private let path: String

    /// Makes a group; `nil` where the machine lets nobody, or not this user.
    init?(megabytes: Int) {
        let name = "pipeline-\(UUID().uuidString.prefix(8))"
        let hierarchies = [
            ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.memsw.limit_in_bytes"),
            ("/sys/fs/cgroup", "memory.max", "memory.swap.max"),
        ]
        for (root, limit, swap) in hierarchies where access("\(root)/cgroup.procs", W_OK) == 0 {
            guard mkdir("\(root)/\(name)", 0o755) == 0 else { continue }
            if Self.tell("\(megabytes << 20)", "\(root)/\(name)/\(limit)") {
                // Where there is no swap there is nothing to limit.
                _ = Self.tell(limit == "memory.max" ? "0" : "\(megabytes << 20)", "\(root)/\(name)/\(swap)")
                path = "\(root)/\(name)"
                return
            }
            rmdir("\(root)/\(name)")
        }
        return nil
    }

    deinit { rmdir(path) }

    /// Runs the fixture in the group, in a project's folder.
    func fixture(_ arguments: [String], in folder: String) throws -> Outcome {
        let script = "cd \"$1\" && echo $$ > \"$2/cgroup.procs\" && shift 2 && exec \"$@\""
        return try Outcome.of(
            "/bin/sh", ["-c", script, "sh", folder, path, Program.fixture.path] + arguments,
            environment: ["PATH": "/usr/bin:/bin", "HOME": "/nowhere"])
    }

    private static func tell(_ text: String, _ file: String) -> Bool {
        let descriptor = open(file, O_WRONLY)
        defer { close(descriptor) }
        return write(descriptor, text, text.utf8.count) == text.utf8.count
    }
}
