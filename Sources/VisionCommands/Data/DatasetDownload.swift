internal import Commands
internal import ContentHash
internal import FileSystem
internal import HTTPRequests
internal import Processes
internal import Terminal

/// The fetching of a published data set into a folder, archive after archive.
///
/// `SHA256SUMS` in the folder lists the archives that were unpacked, as `sha256sum -c` reads it; what it lists is not fetched
/// again. An archive is removed once it is unpacked.
struct DatasetDownload: Sendable {
    /// What became of an archive.
    struct Result: Sendable {
        let file: String
        let digest: Digest
        let wasThere: Bool
        /// Whether it was compared with what is published.
        let isChecked: Bool
    }

    let dataset: PublishedDataset
    /// The address that the archives' names are appended to.
    let base: String
    /// The folder, which is made where it is missing.
    let folder: String
    /// Whether archives must be those whose digests are published.
    let isStrict: Bool
    let context: CommandContext

    private var listPath: String { "\(folder)/SHA256SUMS" }

    /// Fetches, checks and unpacks what is missing.
    /// - Throws: `CommandFailure` that says what to do; what was fetched until then is used by the next attempt.
    func run() async throws -> [Result] {
        try Folders.create(folder)
        guard let lock = try FileLock.ifFree("\(folder)/.download-lock") else {
            throw CommandFailure("'\(folder)' is being filled by another process; wait for its end", .failed)
        }
        defer { extendLifetime(lock) }
        var results: [Result] = []
        for archive in dataset.archives { results.append(try await fetch(archive)) }
        return results
    }

    private func fetch(_ archive: PublishedDataset.Archive) async throws -> Result {
        if let digest = try listed()[archive.file] {
            return Result(file: archive.file, digest: digest, wasThere: true, isChecked: false)
        }
        let path = "\(folder)/\(archive.file)"
        if try FileStatus.ifPresent(path) == nil { try await download(archive.file, to: path) }
        context.showProgress("checking \(archive.file)")
        if let expected = archive.md5, isStrict {
            let found = try await md5(of: path)
            guard found == expected else {
                try Files.remove(path)
                throw CommandFailure(
                    "\(archive.file) has the MD5 \(found), not \(expected) as published: it was removed; run the same command "
                        + "again, or take what the server has with --unchecked", .failed)
            }
        }
        let digest = try FileDigest.sha256(of: path)
        context.showProgress("unpacking \(archive.file)")
        do {
            try await DownloadedArchive(path: path, environment: context.environment).unpack(into: folder)
        } catch let damage as DownloadedArchive.Damage {
            try Files.remove(path)
            throw CommandFailure("\(damage): it was removed; run the same command again", .failed)
        }
        let lines = try listed().merging([archive.file: digest]) { $1 }.sorted { $0.key < $1.key }
        try Files.write(lines.map { "\($0.value.hex)  \($0.key)\n" }.joined(), to: listPath)
        try Files.remove(path)
        return Result(
            file: archive.file, digest: digest, wasThere: false, isChecked: archive.md5 != nil && isStrict)
    }

    private func download(_ file: String, to path: String) async throws {
        let download = HTTPDownload((base.hasSuffix("/") ? base : "\(base)/") + file, to: path)
        defer { context.showProgress("") }
        do {
            try await download.run(environment: context.environment) { [context] bytes in
                context.showProgress("\(file): \(Format.bytes(Int(bytes)))")
            }
        } catch let error as HTTPFailure {
            let kept = try FileStatus.ifPresent(download.partialPath)?.size ?? 0
            throw CommandFailure(
                "\(file) could not be fetched: \(error)"
                    + (kept > 0 ? "; the same command goes on after \(Format.bytes(Int(kept)))" : ""), .failed)
        }
    }

    /// The archives that were unpacked, with their digests.
    private func listed() throws -> [String: Digest] {
        guard try FileStatus.ifPresent(listPath) != nil else { return [:] }
        var digests: [String: Digest] = [:]
        for line in try Files.readText(listPath).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            if parts.count == 2, let digest = Digest(hex: parts[0]) {
                digests[String(parts[1].drop { $0 == " " || $0 == "*" })] = digest
            }
        }
        return digests
    }

    /// The MD5 of a file, which guards against damage alone and so is no part of this program.
    private func md5(of path: String) async throws -> String {
        let output = "\(path).md5"
        defer { try? Files.remove(output) }
        let child = ChildProcess(
            "md5sum", arguments: ["--", path], environment: ["PATH": context.environment["PATH"] ?? "/usr/bin:/bin"],
            workingDirectory: folder, standardOutput: output, diesWithParent: true)
        guard try await child.run().reason == .exited(0) else {
            throw CommandFailure("md5sum could not read '\(path)'", .failed)
        }
        return String(try Files.readText(output).prefix(32))
    }
}
