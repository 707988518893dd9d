import Foundation
import Processes
import Surroundings

/// Someone who follows an article in a folder of their own, typing every command.
final class Reader {
    private let place: String
    private let environment: [String: String]
    private var folder: String
    private var status: Int32 = 0
    private var server: TrackingServer?

    /// What the article calls the reader's home.
    static let home = "/home/you"
    /// Where an article says that an MLflow server is.
    private static let serverURL = "http://localhost:5000"

    /// Prepares the folder, with the program on the PATH, and a crontab that is the reader's own.
    ///
    /// Where projects are not really built, what builds them finds the handbook's program instead, which has been built
    /// from the very same templates.
    init(buildsProjects: Bool) async throws {
        place = "\(NSTemporaryDirectory())/pipeline-\(UUID().uuidString.prefix(8))".replacingOccurrences(
            of: "//", with: "/")
        folder = place
        let bin = "\(place)/.local/bin"
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(bin)/pipeline", withDestinationPath: "\(Package.buildFolder)/pipeline")
        if !buildsProjects { try await Self.install(Self.builder, as: "\(bin)/swift") }
        try await Self.install(StandIn.crontab, as: "\(bin)/crontab")
        // First where cron looks, so that what is run by day and by night is the same program.
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        environment = [
            "PATH": "\(bin):/usr/local/bin:/usr/bin:/bin:\(path)", "HOME": place,
            "USER": "you", "TZ": "UTC", "LANG": "C.UTF-8", "PIPELINE_TORCH": "",
        ]
    }

    deinit {
        server = nil
        let make = Foundation.Process()
        make.executableURL = URL(filePath: "/bin/chmod")
        make.arguments = ["-R", "u+w", place]
        try? make.run()
        make.waitUntilExit()
        try? FileManager.default.removeItem(atPath: place)
    }

    /// Starts the MLflow server that an article speaks of.
    func startServer() throws { server = try TrackingServer(in: "\(place)/.mlflow") }

    /// What a command said, and its exit code.
    struct Answer {
        let lines: [String]
        let status: Int32
    }

    /// Types a command into the shell, which keeps its folder from one to the next.
    func type(_ command: String) async throws -> Answer {
        let log = "\(place)/.output"
        let next = "\(place)/.folder"
        try Data().write(to: URL(filePath: log))
        let typed = command.replacingOccurrences(of: Self.serverURL, with: server?.url ?? Self.serverURL)
        let script = "cd \"$1\" || exit 99; (exit \"$2\"); eval \"$4\"; status=$?; pwd >\"$3\"; exit $status"
        let shell = ChildProcess(
            "bash", arguments: ["-c", script, "bash", folder, "\(status)", next, typed], environment: environment,
            workingDirectory: place, standardOutput: log, standardError: log, timeout: .seconds(900))
        let end = try await shell.run()
        guard case .exited(let code) = end.reason else { throw Stuck(command: command) }
        status = code
        folder = try String(contentsOfFile: next, encoding: .utf8).trimmingCharacters(in: .newlines)
        let text = String(decoding: try Data(contentsOf: URL(filePath: log)), as: UTF8.self)
            .replacingOccurrences(of: place, with: Self.home)
            .replacingOccurrences(of: Package.root, with: "\(Self.home)/pipeline")
            .replacingOccurrences(of: server?.url ?? Self.serverURL, with: Self.serverURL)
        // A reader's machine has a cron; that of the tests may be a container without one.
        var lines = text.components(separatedBy: "\n").filter { !$0.hasPrefix("warning: no cron daemon runs on") }
        while lines.last == "" { lines.removeLast() }
        return Answer(lines: lines, status: code)
    }

    /// The text of a file below the folder that the commands have gone to.
    func read(_ path: String) throws -> String { try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8) }

    /// Writes a file below that folder.
    func write(_ text: String, to path: String) throws {
        let url = URL(filePath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
    }

    /// A command that did not end by itself.
    struct Stuck: Error, CustomStringConvertible {
        let command: String
        var description: String { "'\(command)' did not end by itself" }
    }

    /// What is called in the place of a compiler, as
    /// `swift build --package-path FOLDER -c release --static-swift-stdlib --product NAME`.
    private static var builder: String {
        """
        #!/bin/sh
        [ "$1" = build ] && [ "$2" = --package-path ] && [ "$7" = --product ] || exit 1
        mkdir -p "$3/.build/release" && ln -sf "\(Package.buildFolder)/handbook-project" "$3/.build/release/$8"

        """
    }

    private static func install(_ script: String, as path: String) async throws {
        // By another process: a program that this one still held open for writing could not be started.
        let write = ChildProcess(
            "sh", arguments: ["-c", "printf %s \"$2\" >\"$1\" && chmod +x \"$1\"", "sh", path, script],
            environment: ["PATH": "/usr/bin:/bin"], workingDirectory: "/")
        guard case .exited(0) = try await write.run().reason else { throw Stuck(command: "write \(path)") }
    }
}

/// Where the package under test is.
enum Package {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    static let catalogue = URL(filePath: "\(root)/Sources/PipelineKit/PipelineKit.docc")

    /// The folder with what the build made: that of the tests themselves, or where a build puts it.
    static let buildFolder: String = {
        let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        let candidates = [beside, "\(root)/.build/debug"]
        return candidates.first { FileManager.default.isExecutableFile(atPath: "\($0)/handbook-project") }
            ?? candidates[1]
    }()
}
