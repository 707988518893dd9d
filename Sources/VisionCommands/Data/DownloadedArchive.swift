internal import Commands
internal import FileSystem
internal import Processes

/// A zip archive, which the program `unzip` lists and unpacks.
struct DownloadedArchive: Sendable {
    let path: String
    let environment: [String: String]

    /// What is wrong with an archive that is not what was published.
    struct Damage: Error, CustomStringConvertible {
        let description: String
    }

    /// The codes of unzip that say that the archive is at fault.
    private static let damage: Set<Int32> = [2, 3, 9, 51]

    private var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Unpacks the archive.
    ///
    /// Before anything is written every name is looked at: one that leads out of the folder, or is a link, refuses all.
    /// - Parameter folder: The folder, which exists.
    /// - Throws: ``Damage`` where the archive is none, or damaged; `CommandFailure` that names it and what else is wrong.
    func unpack(into folder: String) async throws {
        let names = try await run(["-Z", "-1", path], in: folder).split(separator: "\n").map(String.init)
        for entry in names { try check(entry) }
        // After two lines about the archive each line begins with the kind and the rights of an entry, as `ls -l` has them;
        // a kind that is not told is a file.
        let lines = try await run(["-Z", "-s", path], in: folder).split(separator: "\n").dropFirst(2)
        guard lines.count > names.count else {
            throw CommandFailure("\(name): unzip lists its entries in an unknown form; nothing was unpacked", .failed)
        }
        if let line = lines.prefix(names.count).first(where: { !["-", "d", "?"].contains($0.prefix(1)) }) {
            let entry = line.split(separator: " ", maxSplits: 8).last ?? line
            throw CommandFailure("\(name): '\(entry)' is neither a file nor a folder; nothing was unpacked", .failed)
        }
        _ = try await run(["-q", "-o", path, "-d", folder], in: folder)
    }

    private func check(_ entry: String) throws {
        if Files.leadsOut(entry) || entry.utf8.contains(UInt8(ascii: "\\")) {
            throw CommandFailure("\(name): '\(entry)' leads out of the folder; nothing was unpacked", .failed)
        }
    }

    private func run(_ arguments: [String], in folder: String) async throws -> String {
        let output = "\(folder)/.unzip-output", complaint = "\(folder)/.unzip-complaint"
        defer { for file in [output, complaint] { try? Files.remove(file) } }
        let child = ChildProcess(
            "unzip", arguments: arguments,
            environment: ["PATH": environment["PATH"] ?? "/usr/bin:/bin", "LC_ALL": "C.UTF-8"],
            workingDirectory: folder, standardOutput: output, standardError: complaint, diesWithParent: true)
        let end: ProcessEnd
        do throws(ProcessError) { end = try await child.run() } catch {
            throw CommandFailure(
                "'unzip' is missing, which unpacks \(name); install it: apt-get install unzip", .failed)
        }
        if end.reason == .cancelled { throw CancellationError() }
        guard end.reason == .exited(0) else {
            let text = (try? Files.readText(complaint)) ?? ""
            let reason = text.split(separator: "\n").map { $0.drop { $0 == " " } }.first { !$0.isEmpty } ?? ""
            let message = "\(name) could not be unpacked: \(reason.isEmpty ? "unzip \(end.reason)" : String(reason))"
            if case .exited(let code) = end.reason, Self.damage.contains(code) { throw Damage(description: message) }
            throw CommandFailure(message, .failed)
        }
        return try Files.readText(output)
    }
}
