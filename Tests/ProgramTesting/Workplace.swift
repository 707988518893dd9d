import Foundation

/// A temporary folder with a project in it, in which a test runs programs; it goes away with the test.
package final class Workplace: Sendable {
    package let path: String
    /// The project's folder.
    package var project: String { "\(path)/project" }
    /// A file to which the fixture's steps add a line each.
    package var journal: String { "\(path)/journal" }

    package init() throws {
        path = "\(NSTemporaryDirectory())/pipeline-\(UUID().uuidString.prefix(8))".replacingOccurrences(
            of: "//", with: "/")
        try FileManager.default.createDirectory(atPath: "\(path)/project/pipelines", withIntermediateDirectories: true)
        try write("// swift-tools-version: 6.2\n", to: "project/Package.swift")
        try write("anna\nclara\nberta\n", to: "project/data/names.txt")
        try write("red green\nblue\n", to: "project/data/texts/training/one.txt")
        try write("green green\n", to: "project/data/texts/training/two.txt")
        try write("blue red\n", to: "project/data/texts/test/three.txt")
    }

    deinit {
        // What the store keeps is read-only.
        _ = try? Outcome.of("/bin/chmod", ["-R", "u+w", path])
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file below the workplace.
    package func write(_ text: String, to name: String) throws {
        let url = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// Writes a program that can be started.
    ///
    /// By another process: a child that another test starts at this moment would hold the program open for writing, and the
    /// system would not execute it.
    @discardableResult package func writeProgram(_ text: String, to name: String) throws -> String {
        try write(text, to: "\(name).text")
        let program = "\(path)/\(name)"
        let outcome = try Outcome.of(
            "/bin/sh", ["-c", "cp \"$1.text\" \"$1\" && chmod +x \"$1\" && rm \"$1.text\"", "sh", program])
        guard outcome.code == 0 else { throw POSIXError(.EIO) }
        return program
    }

    package func read(_ name: String) throws -> String {
        try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }

    package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

    package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

    /// The lines that steps added to the journal since this was last asked.
    package func takeJournal() throws -> [String] {
        guard exists("journal") else { return [] }
        defer { try? remove("journal") }
        return try read("journal").split(separator: "\n").map(String.init)
    }

    /// Runs the fixture to its end.
    package func fixture(_ arguments: String..., environment: [String: String] = [:], in folder: String? = nil) throws
        -> Outcome
    {
        try run(.fixture, arguments, environment: environment, in: folder)
    }

    /// Changes the registry behind the program's back.
    package func changeRegistry(_ statement: String) throws {
        let script = """
            import sqlite3, sys
            connection = sqlite3.connect(sys.argv[1])
            connection.execute(sys.argv[2])
            connection.commit()
            """
        let file = "\(project)/registry/registry.sqlite"
        let edit = try Outcome.of("/usr/bin/env", ["python3", "-c", script, file, statement])
        guard edit.code == 0 else { throw NoPython(outcome: edit) }
    }

    package struct NoPython: Error, CustomStringConvertible {
        package let outcome: Outcome
        package var description: String { "python3 is needed to change the registry: \(outcome)" }
    }

    /// Runs a pipeline of the fixture that takes a journal.
    package func runPipeline(
        _ name: String, _ settings: String..., options: [String] = [], environment: [String: String] = [:]
    ) throws -> RunDocument {
        let sets = (["journal=\(journal)"] + settings).flatMap { ["--set", $0] }
        let outcome = try run(.fixture, ["run", name, "--json"] + sets + options, environment: environment)
        return try RunDocument(outcome)
    }

    package func run(
        _ program: Program, _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil
    ) throws -> Outcome {
        try start(program, arguments, environment: environment, in: folder).outcome()
    }

    /// Starts a program and lets it run.
    package func start(
        _ program: Program, _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil
    ) throws -> RunningProgram {
        try RunningProgram(
            program.path, arguments, environment: Self.environment.merging(environment) { _, new in new },
            folder: folder ?? project, files: "\(path)/\(UUID().uuidString.prefix(8))")
    }

    /// What programs see of the surroundings: nothing that differs between machines.
    private static let environment = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nowhere", "USER": "tester",
        "TZ": "UTC", "OMP_WAIT_POLICY": "passive",
    ]
}
