internal import FileSystem
internal import Processes

/// How an archive is made smaller, by the program of the same name.
public enum Compression: Hashable, Sendable {
    case none, gzip, zstd

    /// What the ending of a file's name says; `nil` where it is not that of an archive.
    public init?(fileName: String) {
        if fileName.hasSuffix(".tar") {
            self = .none
        } else if fileName.hasSuffix(".tar.gz") || fileName.hasSuffix(".tgz") {
            self = .gzip
        } else if fileName.hasSuffix(".tar.zst") || fileName.hasSuffix(".tzst") {
            self = .zstd
        } else {
            return nil
        }
    }

    /// What the first bytes of a file say.
    init(of file: String) throws {
        let start = try OpenFile(reading: file).read(4)
        self =
            start.starts(with: [0x1f, 0x8b])
            ? .gzip : start.elementsEqual([0x28, 0xb5, 0x2f, 0xfd]) ? .zstd : .none
    }

    /// Writes a file smaller, the same bytes each time, or as it is.
    func compress(_ file: String, to other: String, environment: [String: String]) async throws {
        switch self {
        case .none: try Files.rename(file, to: other)
        // Without the name and time of the file.
        case .gzip: try await run("gzip", ["-n", "-c", file], to: other, environment)
        case .zstd: try await run("zstd", ["-q", "--single-thread", "-c", file], to: other, environment)
        }
    }

    /// Writes a file as it was before it was compressed.
    /// - Throws: ``ExchangeError`` where the file is damaged; it is called `source` there.
    func expand(_ file: String, to other: String, source: String, environment: [String: String]) async throws {
        switch self {
        case .none: try Files.copy(file, to: other)
        case .gzip: try await run("gzip", ["-d", "-c", file], to: other, environment, expanding: source)
        case .zstd: try await run("zstd", ["-q", "-d", "-c", file], to: other, environment, expanding: source)
        }
    }

    private func run(
        _ program: String, _ arguments: [String], to output: String, _ environment: [String: String],
        expanding source: String? = nil
    ) async throws {
        let complaints = "\(output).complaints"
        defer { try? Files.remove(complaints) }
        let end = try await ChildProcess(
            program, arguments: arguments, environment: environment.filter { $0.key == "PATH" },
            workingDirectory: "/", standardOutput: output, standardError: complaints, diesWithParent: true
        ).run()
        if end.reason == .cancelled { throw CancellationError() }
        guard end.reason != .exited(0) else { return }
        let last = (try? Files.readText(complaints))?.split(separator: "\n").last.map(String.init) ?? ""
        // The programs begin with their own name and that of the file, which may be a temporary one.
        let text = last.split(separator: ":").last.map { $0.drop { $0 == " " } } ?? ""
        let reason = "\(program) \(text.isEmpty ? "\(end.reason)" : "says '\(text)'")"
        guard let source else { throw ExchangeError(.program, "the archive could not be compressed: \(reason)") }
        throw ExchangeError(.damaged, "the archive '\(source)' cannot be unpacked: \(reason); get it again")
    }
}
