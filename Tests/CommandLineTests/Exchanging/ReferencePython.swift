import Foundation

/// A Python with MLflow, ONNX and ONNX Runtime, which `bin/test` installs where it may.
enum ReferencePython {
    /// The folder of the virtual environment; its name has the version that `bin/support/setup.sh` pins.
    static let folder: String = {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        return "\(cache ?? "\(environment["HOME"] ?? "")/.cache")/pipeline/mlflow-3.17.2"
    }()

    /// Whether it was installed to its end.
    static let isInstalled = FileManager.default.fileExists(atPath: "\(folder)/installed")

    /// Runs a script to its end.
    static func run(_ script: String, _ arguments: String...) throws -> Outcome {
        try Outcome.of("\(folder)/bin/python", ["-c", script] + arguments)
    }
}
