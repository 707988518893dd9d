internal import FileSystem

/// The package that the program was built from, with its sources.
enum SourcePackage {
    /// Whether a folder holds the package.
    static func isHere(_ folder: String) -> Bool {
        let hasManifest = (try? FileStatus(of: "\(folder)/Package.swift"))?.kind == .file
        return hasManifest && (try? FileStatus(of: "\(folder)/Sources/PipelineKit"))?.kind == .folder
    }

    /// The nearest folder above a program with the package in it: the program lies in the package's folder `.build`.
    static func folder(above program: String) -> String? {
        var folder = Files.folder(of: program)
        while folder != "/", folder != "." {
            if isHere(folder) { return folder }
            folder = Files.folder(of: folder)
        }
        return nil
    }
}
