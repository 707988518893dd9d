import FoundationEssentials
import Glibc
import Processes
import Synchronization

/// A shell that runs a script in `/`, with the event pipe as descriptor 3.
func shell(_ script: String, timeout: Duration? = nil, grace: Duration = .seconds(5)) -> ChildProcess {
    ChildProcess(
        "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin"], workingDirectory: "/",
        eventDescriptor: 3, timeout: timeout, gracePeriod: grace)
}

/// Keeps what a child told, and lets a test wait for the first of it.
final class Log<Entry: Sendable>: Sendable {
    private let kept = Mutex<[Entry]>([])
    private let beginning: AsyncStream<Entry>
    private let continuation: AsyncStream<Entry>.Continuation

    init() { (beginning, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1)) }

    func note(_ entry: Entry) {
        kept.withLock { $0.append(entry) }
        continuation.yield(entry)
    }

    var entries: [Entry] { kept.withLock { $0 } }

    func first() async -> Entry? { await beginning.first { _ in true } }
}

extension Log<EventLine> {
    var texts: [String] { entries.map { String(decoding: $0.bytes, as: UTF8.self) } }
}

/// A folder that is removed with its last owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("\(FileManager.default.temporaryDirectory.path)/processes-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
        let given = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // The real path, as the kernel reports a working directory.
        path = URL(filePath: given).resolvingSymlinksInPath().path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, _ name: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }

    /// Writes a program by way of a child.
    ///
    /// Were it written here, a process forked meanwhile by an exit test would hold it open, and it could not be executed.
    func writeProgram(_ text: String, _ name: String) async throws -> String {
        let file = "\(path)/\(name)"
        let script = "printf %s \"$1\" > \"$2\"; chmod 755 \"$2\""
        let writing = ChildProcess("/bin/sh", arguments: ["-c", script, "sh", text, file], workingDirectory: path)
        guard try await writing.run().reason == .exited(0) else { throw CocoaError(.fileWriteUnknown) }
        return file
    }

    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(name)")), as: UTF8.self)
    }
}
