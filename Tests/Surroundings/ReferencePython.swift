import Foundation

/// A Python with MLflow, ONNX and ONNX Runtime, which `bin/test` installs where it may.
public enum ReferencePython {
    /// The folder of the virtual environment; its name has the version that `bin/support/setup.sh` pins.
    public static let folder: String = {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        return "\(cache ?? "\(environment["HOME"] ?? "")/.cache")/pipeline/mlflow-3.17.2"
    }()

    /// Whether it was installed to its end.
    public static let isInstalled = FileManager.default.fileExists(atPath: "\(folder)/installed")
}
