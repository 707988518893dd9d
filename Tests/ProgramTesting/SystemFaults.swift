import Foundation

/// System calls of a program that are counted and may fail, through the library in `Tests/FaultShim`.
package struct SystemFaults {
    /// The calls that can be made to fail; `open` is for reading, `create` for writing, be there a file or not.
    package enum Call: String {
        case open, create, write, sync, rename, link, mkdir, remove, truncate, lock, clone
    }

    /// The processes of the program: the one that schedules, and those of its steps.
    package enum Part: String { case run, step }

    /// What a program is started with, so that it gets the faults.
    package private(set) var environment: [String: String]
    private let state: String

    /// Makes calls fail.
    /// - Parameters:
    ///   - calls: Which calls.
    ///   - files: The pattern of the paths of their files, in which `*` stands for any text.
    ///   - part: In which processes; in all where none is named.
    ///   - error: What they fail with; without it they are only counted.
    ///   - first: The number of the first call that fails, from 1.
    ///   - last: The number of the last one; all that follow where none is named.
    ///   - place: The workplace in which the program runs.
    /// - Throws: ``NoLibrary`` where the library can't be compiled.
    package init(
        _ calls: [Call], of files: String, in part: Part? = nil, failWith error: Int32 = 0, from first: Int = 1,
        to last: Int? = nil, place: Workplace
    ) throws {
        state = "\(place.path)/faults-\(UUID().uuidString.prefix(8))"
        guard FileManager.default.createFile(atPath: state, contents: Data(count: 4096)) else {
            throw POSIXError(.EIO)
        }
        environment = [
            "LD_PRELOAD": try Self.library.get(), "FAULT_FILES": files, "FAULT_STATE": state,
            "FAULT_CALLS": calls.map(\.rawValue).joined(separator: ","), "FAULT_ERRNO": "\(error)",
            "FAULT_FIRST": "\(first)",
        ]
        environment["FAULT_IN"] = part?.rawValue
        environment["FAULT_LAST"] = last.map { "\($0)" }
    }

    /// What a program is started with, so that every change of the files is written down in order.
    /// - Parameters:
    ///   - files: The pattern of the paths of the files, in which `*` stands for any text.
    ///   - record: The file that is written to.
    /// - Returns: The variables of its environment.
    /// - Throws: ``NoLibrary`` where the library can't be compiled.
    package static func recording(_ files: String, to record: String) throws -> [String: String] {
        ["LD_PRELOAD": try library.get(), "FAULT_RECORDED": files, "FAULT_RECORD": record]
    }

    /// What a program is started with, so that it never waits for the disk.
    /// - Parameter files: The pattern of the paths of the files that it would wait for.
    /// - Returns: The variables of its environment.
    /// - Throws: ``NoLibrary`` where the library can't be compiled.
    package static func withoutWaiting(_ files: String) throws -> [String: String] {
        ["LD_PRELOAD": try library.get(), "FAULT_FILES": files]
    }

    /// What a program is started with, so that it takes every file system for one of a type.
    /// - Parameter type: The number of the type, as `statfs` has it.
    /// - Returns: The variables of its environment.
    /// - Throws: ``NoLibrary`` where the library can't be compiled.
    package static func fileSystem(ofType type: Int) throws -> [String: String] {
        ["LD_PRELOAD": try library.get(), "FAULT_STATFS": "\(type)"]
    }

    /// How many of the calls were made.
    package var calls: Int { number(at: 0) }

    /// How many of them failed.
    package var failures: Int { number(at: 8) }

    /// The first call that failed: its name and the path of its file.
    package var firstFailure: String {
        String(decoding: (try? content().dropFirst(16).prefix { $0 != 0 }) ?? Data(), as: UTF8.self)
    }

    private func number(at offset: Int) -> Int {
        let bytes = (try? content().dropFirst(offset).prefix(8)) ?? Data()
        return bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private func content() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: state)) }

    /// The library, compiled once by each process of tests: no target, for users of the package would build it as well.
    private static let library = Result {
        let made = "\(Program.buildFolder)/faults-\(getpid()).so"
        let library = "\(Program.buildFolder)/faults.so"
        let outcome = try Outcome.of(
            "/usr/bin/env",
            ["clang", "-shared", "-fPIC", "-O1", "-o", made, "\(Program.package)/Tests/FaultShim/faults.c", "-ldl"])
        guard outcome.code == 0 else { throw NoLibrary(outcome: outcome) }
        try FileManager.default.replace(library, with: made)
        return library
    }

    package struct NoLibrary: Error, CustomStringConvertible {
        package let outcome: Outcome
        package var description: String { "the toolchain's clang is needed to make system calls fail: \(outcome)" }
    }
}

extension FileManager {
    /// Gives a file the name of another one, whose programs keep what they have.
    fileprivate func replace(_ path: String, with other: String) throws {
        guard rename(other, path) == 0 else { throw POSIXError(.EIO) }
    }
}
