import Foundation
import Scaffolding
import Testing

/// The folder `Tests/Handbook` holds what the templates make, and is built and tested like any other part of the package.
///
/// With `RECORD_GOLDEN=1` in the environment it is written anew, and the test fails.
struct TemplateTests {
    private static let handbook = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Handbook")
    private static let pipelines: [(name: String, kind: PipelineTemplate.Kind)] = [
        ("hello", .empty), ("cleaning", .script), ("greeting", .swift), ("forecast", .training),
    ]

    @Test func `The handbook's project is what the templates make`() throws {
        let made = try Self.files()
        let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil
        if isRecording { try Self.record(made) }
        let found = try Self.found()
        #expect(found.keys.sorted() == made.keys.sorted())
        for (path, file) in made { #expect(found[path]?.text == file.text, "\(path)") }
        #expect(found.filter(\.value.isExecutable).keys.sorted() == made.filter(\.value.isExecutable).keys.sorted())
        if isRecording { Issue.record("recorded Tests/Handbook") }
    }

    @Test func `A project from a git repository names it and its branch`() throws {
        let package = PackageSource.repository("https://example.com/tools/pipeline-kit.git", branch: "main")
        let files = ProjectTemplate(name: try ProjectName("traffic-signs"), package: package).files
        let manifest = try #require(files.first { $0.path == "Package.swift" }).text
        #expect(
            manifest.contains(
                "dependencies: [.package(url: \"https://example.com/tools/pipeline-kit.git\", branch: \"main\")],"))
        #expect(manifest.contains(".product(name: \"PipelineKit\", package: \"pipeline-kit\"),"))
        #expect(manifest.contains("name: \"TrafficSignsPipelines\","))
        let starter = try #require(files.first { $0.path == "bin/pipeline" }).text
        #expect(
            starter.contains(
                "sources=(\"$root/Package.swift\" \"$root/Package.resolved\" \"$root/Sources\" \"$root/pipelines\")\n"))
    }

    @Test func `A folder with an odd name is quoted for Swift and for the shell`() throws {
        let package = PackageSource.folder("/it's \"here\"/pipeline")
        let files = ProjectTemplate(name: try ProjectName("signs"), package: package).files
        let manifest = try #require(files.first { $0.path == "Package.swift" }).text
        #expect(manifest.contains("path: \"/it's \\\"here\\\"/pipeline\")"))
        let starter = try #require(files.first { $0.path == "bin/pipeline" }).text
        #expect(starter.contains("'/it'\\''s \"here\"/pipeline'/Sources"))
    }

    /// What the templates make.
    private static func files() throws -> [String: TemplateFile] {
        let project = ProjectTemplate(name: try ProjectName("handbook-project"), package: .folder("../.."))
        var files = Dictionary(uniqueKeysWithValues: project.files.map { ($0.path, $0) })
        var list = try #require(files["pipelines/Pipelines.swift"]).text
        for (name, kind) in pipelines {
            let name = try PipelineName(name)
            list = try #require(PipelineList(list)).adding("\(name.type)()")
            for file in PipelineTemplate(name: name, kind: kind).files { files[file.path] = file }
        }
        files["pipelines/Pipelines.swift"] = TemplateFile("pipelines/Pipelines.swift", list)
        return files
    }

    /// What stands in the handbook's folder, without what a build or a run of it leaves there.
    private static func found() throws -> [String: (text: String, isExecutable: Bool)] {
        let made = [".build", "registry", "artifacts", "Package.resolved"]
        var found: [String: (String, Bool)] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: handbook.path) {
            guard !made.contains(where: { path == $0 || path.hasPrefix("\($0)/") }) else { continue }
            let place = "\(handbook.path)/\(path)"
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            let text = String(decoding: try Data(contentsOf: URL(filePath: place)), as: UTF8.self)
            found[path] = (text, FileManager.default.isExecutableFile(atPath: place))
        }
        return found
    }

    private static func record(_ files: [String: TemplateFile]) throws {
        try? FileManager.default.removeItem(at: handbook)
        try NewFiles(Array(files.values), in: handbook.path).write()
    }
}
