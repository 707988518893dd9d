import Foundation

/// The programs under test.
package enum Program: String {
    /// The small pipelines of `Tests/Fixture`.
    case fixture
    /// The program as it ships.
    case pipeline
    case trainer = "pipeline-trainer"
    case digester = "digest-code"

    /// The root of the package.
    package static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The folder with what the build made: that of the tests themselves, or where a build puts it.
    package static let buildFolder: String = {
        let beside = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        let candidates = [beside, "\(package)/.build/debug"]
        return candidates.first { FileManager.default.isExecutableFile(atPath: "\($0)/fixture") } ?? candidates[1]
    }()

    /// The system's shell, to start a program under other limits.
    case shell = "sh"

    package var path: String { self == .shell ? "/bin/sh" : "\(Self.buildFolder)/\(rawValue)" }

    package var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: path) }
}
