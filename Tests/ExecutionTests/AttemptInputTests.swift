import ContentHash
import ContentStore
import FileSystem
import Glibc
import PipelineKit
import Testing

@testable import Execution

/// What becomes of a result whose step's inputs, scripts or programs are touched while it runs.
@Suite struct AttemptInputTests {
    private let shop: Workshop

    init() throws { shop = try Workshop() }

    private static let reader: @Sendable (inout GraphBuilder) -> Void = { graph in
        let images = graph.parameter("images", default: Folder(path: ""))
        graph.step("a", Work(images.erased))
    }

    private func images() throws -> (path: String, parameters: [String: JSON]) {
        let path = "\(shop.folder.path)/images"
        try Folders.create(path)
        try Files.write("1", to: "\(path)/1.png")
        let digest = try shop.store.digest(of: path, form: .folder).digest
        return (path, ["images": ArtifactReference(form: .folder, path: path, digest: digest).json])
    }

    @Test func `An input that changes while it is read makes the result good for this run only`() async throws {
        let (path, parameters) = try images()
        let report = try await shop.run(Self.reader, parameters: parameters) { job, event in
            try Files.write("2", to: "\(path)/2.png")
            return try await Workshop.makesAll(job, event)
        }
        #expect(report.status == .succeeded)
        #expect(
            report.warnings == [
                "a: its input 'input' ('\(path)') changed while it ran, so its result is not used again"
            ])
        #expect(shop.registry.commits.map(\.isReusable) == [false])
        #expect(shop.registry.results.isEmpty)
    }

    @Test func `An input that changes and changes back while it is read makes the result good for this run only`()
        async throws
    {
        let (path, parameters) = try images()
        let content = try Files.readText("\(path)/1.png")
        let report = try await shop.run(Self.reader, parameters: parameters) { job, event in
            try Files.write("other", to: "\(path)/1.png")
            try Files.write(content, to: "\(path)/1.png")
            return try await Workshop.makesAll(job, event)
        }
        #expect(
            report.warnings == [
                "a: its input 'input' ('\(path)') changed while it ran, so its result is not used again"
            ])
        #expect(shop.registry.commits.map(\.isReusable) == [false])
    }

    @Test func `A file that comes to an input and goes again while it is read makes the result good for this run only`()
        async throws
    {
        let (path, parameters) = try images()
        // The kernel's clock may tick only every few milliseconds.
        let times = Array(repeating: timespec(tv_sec: 1, tv_nsec: 0), count: 2)
        #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
        let report = try await shop.run(Self.reader, parameters: parameters) { job, event in
            try Files.write("2", to: "\(path)/2.png")
            try Files.remove("\(path)/2.png")
            return try await Workshop.makesAll(job, event)
        }
        #expect(
            report.warnings == [
                "a: its input 'input' ('\(path)') changed while it ran, so its result is not used again"
            ])
        #expect(shop.registry.commits.map(\.isReusable) == [false])
    }

    @Test func `An input that gets another name while it is read is as it was`() async throws {
        let (path, parameters) = try images()
        let other = "\(shop.folder.path)/other.png"
        let report = try await shop.run(Self.reader, parameters: parameters) { job, event in
            #expect(link("\(path)/1.png", other) == 0)
            return try await Workshop.makesAll(job, event)
        }
        #expect(report.warnings.isEmpty)
        #expect(shop.registry.commits.map(\.isReusable) == [true])
    }

    @Test func `A script that changes and changes back while it runs makes the result good for this run only`()
        async throws
    {
        let script = "\(shop.folder.path)/pipeline/clean.py"
        try Folders.create("\(shop.folder.path)/pipeline")
        try Files.write("1", to: script)
        let report = try await shop.run({ graph in
            graph.step("a", Bare(images: Reference(Folder(path: "")), needs: StepNeeds(scripts: ["clean.py"])))
        }) { _, _ in
            try Files.write("2", to: script)
            try Files.write("1", to: script)
            return ["value": 1]
        }
        #expect(
            report.warnings == ["a: script `clean.py` changed while it ran, so its result is not used again"])
        #expect(shop.registry.commits.map(\.isReusable) == [false])
    }

    @Test func `A program that changes and changes back while it runs makes the result good for this run only`()
        async throws
    {
        let tool = "\(shop.folder.path)/bin/tool"
        try Folders.create("\(shop.folder.path)/bin")
        try Files.write("1", to: tool)
        try Files.setMode(0o755, of: tool)
        let report = try await shop.run(
            { graph in
                graph.step(
                    "a", Bare(images: Reference(Folder(path: "")), needs: StepNeeds(programs: [Program("tool")])))
            }, context: shop.context(environment: ["PATH": "\(shop.folder.path)/bin"])
        ) { _, _ in
            try Files.write("2", to: tool)
            try Files.write("1", to: tool)
            try Files.setMode(0o755, of: tool)
            return ["value": 1]
        }
        #expect(report.warnings == ["a: program `tool` changed while it ran, so its result is not used again"])
        #expect(shop.registry.commits.map(\.isReusable) == [false])
    }

    @Test func `A script that changes while it runs makes the result good for this run only`() async throws {
        let script = "\(shop.folder.path)/pipeline/clean.py"
        try Folders.create("\(shop.folder.path)/pipeline")
        try Files.write("1", to: script)
        let (_, parameters) = try images()
        let old = SHA256.digest(of: "1").short
        let new = SHA256.digest(of: "2").short
        let report = try await shop.run(
            { graph in
                let images = graph.parameter("images", default: Folder(path: ""))
                graph.step("a", Bare(images: images, needs: StepNeeds(scripts: ["clean.py"])))
            }, parameters: parameters
        ) { _, _ in
            try Files.write("2", to: script)
            return ["value": 1]
        }
        #expect(
            report.warnings == ["a: script `clean.py` \(old) → \(new) while it ran, so its result is not used again"])
        #expect(shop.registry.commits.map(\.isReusable) == [false])
    }

    @Test func `An input that vanishes while it is read makes the result good for this run only`() async throws {
        let (path, parameters) = try images()
        let report = try await shop.run(Self.reader, parameters: parameters) { job, event in
            try Folders.remove(path)
            return try await Workshop.makesAll(job, event)
        }
        #expect(report.status == .succeeded)
        #expect(shop.registry.commits.map(\.isReusable) == [false])
    }

    @Test func `A step that changes its own input in the store fails, and the object is put aside`() async throws {
        let digest = SHA256.digest(of: "file of null")
        let store = shop.store
        let report = try await shop.run { graph in
            let a = graph.step("a", Work())
            graph.step("b", Work(a.file.erased))
        } body: { job, event in
            if job.step == "b" {
                try Files.setMode(0o644, of: store.path(of: digest))
                try Files.write("changed", to: store.path(of: digest))
            }
            return try await Workshop.makesAll(job, event)
        }
        #expect(
            report.endings == [
                "a succeeded",
                """
                b failed (input_changed): its input 'input' was changed in the store while it ran; inputs are only for \
                reading, so let the step copy what it changes
                """,
            ])
        #expect(try store.condition(of: digest, form: .file) == .missing)
        #expect(try Folders.names(in: "\(store.root)/quarantine").count == 1)
    }

    @Test func `An input that is passed on stays where it is`() async throws {
        let (path, parameters) = try images()
        let report = try await shop.run(
            { graph in
                let images = graph.parameter("images", default: Folder(path: ""))
                let a = graph.step("a", Work(images.erased))
                // Of other seeds, for the same work is not done twice.
                graph.step("b", Work(a.folder.erased, seed: 1))
                graph.step("c", Work(a.file.erased, seed: 2))
            }, parameters: parameters
        ) { job, event in
            guard case .object(var outputs) = try await Workshop.makesAll(job, event) else { return .null }
            if job.step == "a" { outputs["folder"] = job.inputs["input"]?["$value"] }
            if job.step == "c" { outputs["file"] = job.inputs["input"]?["$value"] }
            try Folders.remove("\(job.outputFolder)/folder")
            return .object(outputs.filter { $0.key != "folder" || job.step == "a" })
        }
        #expect(report.status == .succeeded)
        #expect(report.steps[0].ending.outputs?["folder"] == parameters["images"])
        #expect(shop.job("b")?.inputs["input"]?["$value"]?["path"]?.string == path)
        let file = try #require(report.steps[2].ending.outputs?["file"])
        #expect(file == report.steps[0].ending.outputs?["file"])
        #expect(file["path"] == nil)
        try Files.write("3", to: "\(path)/3.png")
        shop.forget()
        let loss = try await shop.run(
            { graph in
                let images = graph.parameter("images", default: Folder(path: ""))
                graph.step("a", Work(images.erased))
            }, parameters: parameters)
        #expect(loss.steps[0].reason == "what its output 'folder' refers to, '\(path)', has changed")
    }

    @Test func `An input that is not in the key is not passed on`() async throws {
        let (path, parameters) = try images()
        let report = try await shop.run(
            { graph in graph.step("a", Look(graph.parameter("images", default: Folder(path: "")))) },
            parameters: parameters
        ) { _, _ in
            ["folder": ["$artifact": "folder", "path": .string(path)]]
        }
        #expect(
            report.endings == [
                """
                a failed (missing_output): its output 'folder' is '\(path)', which is not in the folder for outputs; \
                ask the context for the place: context.output("folder")
                """
            ])
        #expect(shop.registry.results.isEmpty)
        #expect(try Folders.names(in: path) == ["1.png"])
    }
}
