import Foundation
import ProgramTesting

/// A real disk with little room, which only programs that are started through it see; it goes away with them.
final class SmallDisk {
    /// Where programs find it.
    let path: String
    private let gate: Gate
    private let keeper: RunningProgram
    private let process: String
    private let project: String

    /// Makes a disk; `nil` where the machine lets nobody, or not this user.
    init?(kilobytes: Int, in place: Workplace) throws {
        path = "\(place.path)/disk"
        project = place.project
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        gate = try Gate(in: place, named: "disk-gate")
        let inside =
            "mount -t tmpfs -o size=\(kilobytes)k tmpfs '\(path)' && echo yes $$ >$0/arrived && read line <$0/open"
        keeper = try RunningProgram(
            "/bin/sh", ["-c", "unshare -rm sh -c \"$1\" \"$0\" || echo no >$0/arrived", gate.path, inside],
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], folder: "/", files: "\(place.path)/keeper")
        let answer = try gate.arrival()
        guard answer.first == "yes", answer.count == 2 else { return nil }
        process = answer[1]
    }

    deinit { gate.letThrough() }

    /// Runs a program that sees the disk, in the project's folder.
    func run(_ words: [String]) throws -> Outcome {
        try Outcome.of(
            "/usr/bin/nsenter",
            ["-t", process, "-U", "-m", "--preserve-credentials", "env", "--chdir=\(project)", "PIPELINE_HOME=\(path)"]
                + words,
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/nowhere"])
    }

    /// Fills the disk until so much is left.
    func fill(leaving kilobytes: Int) throws {
        let script = """
            rm -f "$0/ballast"; cat /dev/zero >"$0/ballast" 2>/dev/null
            size=$(stat -c %s "$0/ballast"); truncate -s $((size - $1 * 1024)) "$0/ballast"
            """
        let outcome = try run(["sh", "-c", script, path, "\(kilobytes)"])
        guard outcome.code == 0 else { throw POSIXError(.EIO) }
    }

    /// Makes room again.
    func clear() throws {
        guard try run(["rm", "\(path)/ballast"]).code == 0 else { throw POSIXError(.EIO) }
    }
}
