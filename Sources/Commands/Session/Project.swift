internal import FileSystem

/// Where a project's declarations and its state are.
struct Project: Sendable {
    /// The folder with `pipelines/` in it.
    let root: String
    /// The folder with `registry/` and `artifacts/` in it.
    let home: String

    var registryFile: String { "\(home)/registry/registry.sqlite" }
    var artifacts: String { "\(home)/artifacts" }

    /// The folder of a pipeline's declaration and scripts.
    func folder(ofPipeline name: String) -> String { "\(root)/pipelines/\(name)" }

    /// Finds the project that a command is run in: the nearest folder upwards with a package and pipelines in it.
    ///
    /// `PIPELINE_HOME` names another place for the state; then the command may be run from anywhere, and the
    /// declarations are those of the program itself.
    static func find(from folder: String, environment: [String: String], executable: String) throws -> Project {
        let home = environment["PIPELINE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        if let home {
            let absolute = home.hasPrefix("/") ? home : "\(folder)/\(home)"
            return Project(root: above(folder) ?? above(executable) ?? folder, home: absolute)
        }
        guard let root = above(folder) else {
            throw CommandFailure(
                "there is no project at '\(folder)' or above it: no folder has both Package.swift and pipelines/; "
                    + "change to your project's folder, or set PIPELINE_HOME to where its state should be kept")
        }
        return Project(root: root, home: root)
    }

    private static func above(_ path: String) -> String? {
        var folder = path
        while !folder.isEmpty {
            let isProject =
                (try? FileStatus(of: "\(folder)/Package.swift")) != nil
                && (try? FileStatus(of: "\(folder)/pipelines"))?.kind == .folder
            if isProject { return folder }
            guard let slash = folder.lastIndex(of: "/") else { return nil }
            folder = String(folder[..<slash])
        }
        return nil
    }
}
