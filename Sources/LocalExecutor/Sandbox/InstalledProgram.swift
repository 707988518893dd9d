internal import FileSystem
internal import Processes

/// A program that a step declares, and what of the machine it can't do without.
struct InstalledProgram: Sendable {
    private let path: String
    private let environment: [String: String]

    init(_ path: String, environment: [String: String]) {
        self.path = path
        self.environment = environment
    }

    /// The program, the folders of its libraries, and what it is installed with.
    ///
    /// What usually lies beside the folder `bin` of a program is its installation, such as an environment of Python with
    /// its modules; but not where a project or somebody's home would be shown with it.
    func places(outside projects: [String], scratch: String) async -> [String] {
        func isOfSystem(_ path: String) -> Bool { SystemFolders.contain(path, outside: projects) }
        guard !isOfSystem(path) || !isOfSystem(Files.resolve(path)) else { return [] }
        var places = [path]
        for program in Set([path, Files.resolve(path)]) {
            let folder = Files.folder(of: program)
            let prefix = Files.folder(of: folder)
            let shown = projects + [environment["HOME"] ?? "/"]
            guard folder.hasSuffix("/bin"), prefix != "/", !shown.contains(where: { "\($0)/".hasPrefix("\(prefix)/") })
            else { continue }
            places += Self.parts.map { "\(prefix)/\($0)" }.filter { (try? FileStatus(of: $0)) != nil }
        }
        return places + (await libraries(scratch: scratch)).filter { !isOfSystem($0) }
    }

    /// What of an installation there is beside its programs; other things there may be anybody's.
    private static let parts = [
        "bin", "conda-meta", "conf", "etc", "include", "lib", "lib32", "lib64", "libexec", "pyvenv.cfg", "share", "ssl",
    ]

    /// The folders of the libraries that the loader finds for it; none where it is no program of the machine's own kind.
    private func libraries(scratch: String) async -> [String] {
        guard let loader = LoadedLibraries.loader else { return [] }
        var visible: [String: String] = [:]
        visible["LD_LIBRARY_PATH"] = environment["LD_LIBRARY_PATH"]
        let list = "\(scratch)/libraries"
        let child = ChildProcess(
            loader, arguments: ["--list", path], environment: visible, workingDirectory: scratch, standardOutput: list,
            timeout: .seconds(20), diesWithParent: true)
        defer { try? Files.remove(list) }
        guard let end = try? await child.run(), end.reason == .exited(0), let text = try? Files.readText(list) else {
            return []
        }
        return Set(text.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("/") }.map(String.init))
            .map(Files.folder(of:)).sorted()
    }
}

/// The libraries that this process runs with, and that every process of the same program needs.
enum LoadedLibraries {
    private static let files: [String] = {
        let maps = (try? Files.readText("/proc/self/maps")) ?? ""
        // The path follows five fields.
        let paths = maps.split(separator: "\n").compactMap { line -> String? in
            guard let slash = line.firstIndex(of: "/") else { return nil }
            return String(line[slash...])
        }
        return Set(paths).filter { $0.contains(".so") }.sorted()
    }()

    /// The folders that they are in.
    static let folders: [String] = Set(files.map(Files.folder(of:))).sorted()

    /// The program that loads them.
    static let loader: String? = files.first { $0.split(separator: "/").last?.hasPrefix("ld-") ?? false }
}
