import ContentHash
import ContentStore
import FileSystem
import PipelineKit
import Testing

@testable import Execution

/// What a step may do with its outputs and inputs, and what it may not.
@Suite struct AttemptTests {
    private let shop: Workshop

    init() throws { shop = try Workshop() }

    private func artifact(_ path: String, _ form: String = "file") -> JSON {
        ["$artifact": .string(form), "path": .string(path)]
    }

    private func run(_ body: @escaping Workshop.Body) async throws -> RunReport {
        try await shop.run({ graph in graph.step("a", Work()) }, body: body)
    }

    private func failure(_ body: @escaping Workshop.Body) async throws -> String {
        let report = try await run(body)
        #expect(shop.registry.results.isEmpty)
        return report.endings[0].replacing(shop.folder.path, with: "…")
    }

    @Test func `An output outside of its folder is refused`() async throws {
        let outside = "\(shop.folder.path)/outside"
        try Files.write("x", to: outside)
        let artifact = artifact(outside)
        #expect(
            try await failure { _, _ in ["file": artifact] } == """
                a failed (missing_output): its output 'file' is '…/outside', which is not in the folder for outputs; \
                ask the context for the place: context.output("file")
                """)
        #expect(try Files.readText(outside) == "x")
        #expect(
            try await failure { job, _ in
                ["file": ["$artifact": "file", "path": .string("\(job.outputFolder)/../../../x")]]
            }.contains("which is not in the folder for outputs"))
    }

    @Test func `An output that was not written is missed by name`() async throws {
        #expect(
            try await failure { job, _ in
                ["file": ["$artifact": "file", "path": .string("\(job.outputFolder)/no.txt")]]
            }
                == "a failed (missing_output): it ended well but did not write its output 'file' (outputs/no.txt)")
        #expect(
            try await failure { _, _ in ["file": ["$artifact": "file", "digest": "00"]] }
                == "a failed (missing_output): its output 'file' has no path")
    }

    @Test func `An output of another form is refused`() async throws {
        #expect(
            try await failure { job, _ in
                try Files.write("x", to: "\(job.outputFolder)/folder")
                return ["folder": ["$artifact": "folder", "path": .string("\(job.outputFolder)/folder")]]
            } == "a failed (missing_output): its output 'folder' is not a folder")
    }

    @Test func `Outputs inside each other are refused`() async throws {
        #expect(
            try await failure { job, _ in
                try Folders.create("\(job.outputFolder)/all")
                try Files.write("x", to: "\(job.outputFolder)/all/x")
                return [
                    "file": ["$artifact": "file", "path": .string("\(job.outputFolder)/all/x")],
                    "folder": ["$artifact": "folder", "path": .string("\(job.outputFolder)/all")],
                ]
            }
                == "a failed (missing_output): its outputs 'file' and 'folder' lie inside each other; write them side by side"
        )
    }

    @Test func `An output that leads elsewhere by a link is refused`() async throws {
        let text = try await failure { job, _ in
            try Files.link("\(job.outputFolder)/file", to: "/etc/hostname")
            return ["file": ["$artifact": "file", "path": .string("\(job.outputFolder)/file")]]
        }
        #expect(text.hasPrefix("a failed (infrastructure): its output 'file': the link '"))
        #expect(text.hasSuffix("leads to '/etc/hostname', out of its folder; copy the file instead"))
    }

    @Test func `An output behind a linked folder is refused, and what the link leads to is left alone`() async throws {
        let home = "\(shop.folder.path)/home"
        try Folders.create("\(home)/in")
        try Files.write("mine", to: "\(home)/file")
        for (link, rest, form) in [("data", "/file", "file"), ("data", "/in", "folder"), ("data", "/", "folder")] {
            #expect(
                try await failure { job, _ in
                    try Files.link("\(job.outputFolder)/\(link)", to: home)
                    return [form: ["$artifact": .string(form), "path": .string("\(job.outputFolder)/\(link)\(rest)")]]
                }.contains("\(link)\(rest)', which is not in the folder for outputs; ask the context for the place"))
        }
        #expect(try Folders.names(in: home) == ["file", "in"])
        #expect(try Files.readText("\(home)/file") == "mine")
    }

    @Test func `An output behind a link within the folder for outputs is kept`() async throws {
        let report = try await run { job, _ in
            try Folders.create("\(job.outputFolder)/first")
            try Files.write("x", to: "\(job.outputFolder)/first/x")
            try Files.link("\(job.outputFolder)/latest", to: "first")
            return ["file": ["$artifact": "file", "path": .string("\(job.outputFolder)/latest/x")], "value": 1]
        }
        #expect(report.endings == ["a succeeded"])
    }

    @Test func `What is written and not returned is dropped with a warning`() async throws {
        let report = try await run { job, event in
            for name in ["1", "2", "3", "4"] { try Files.write("", to: "\(job.outputFolder)/\(name)") }
            return try await Workshop.makesAll(job, event)
        }
        #expect(report.status == .succeeded)
        #expect(report.warnings == ["a: it wrote what it does not return, which is dropped: 1, 2, 3 …"])
    }

    @Test func `The same output twice is kept once`() async throws {
        let report = try await run { job, _ in
            try Files.write("x", to: "\(job.outputFolder)/x")
            let artifact: JSON = ["$artifact": "file", "path": .string("\(job.outputFolder)/x")]
            return ["file": artifact, "value": 1, "again": [artifact]]
        }
        let digest = SHA256.digest(of: "x").hex
        #expect(report.steps[0].ending.outputs?["again"]?.array?.first?["digest"]?.string == digest)
        #expect(report.steps[0].ending.outputs?["file"]?["digest"]?.string == digest)
    }

    @Test func `What a process may still write to is good for this run only`() async throws {
        let report = try await run { job, event in
            throw Workshop.Stop(outcome: .output(try await Workshop.makesAll(job, event)), isOver: false)
        }
        #expect(report.status == .succeeded)
        #expect(
            report.warnings == [
                "a: a process that it left behind can't be ended and may still write, so its result is not used again"
            ])
        #expect(shop.registry.commits.map(\.isReusable) == [false])
    }

    @Test func `A registered model is resolved to its content`() async throws {
        let report = try await shop.run { graph in
            let a = graph.step("a", Work())
            graph.step("register", Work(Reference<[JSON]>.all([a.file.erased, a.folder.erased]).erased))
        } body: { job, event in
            if job.step == "register" {
                let paths = job.inputs.artifacts.compactMap(\.artifact.path)
                event(.registration(.init(group: "signs", model: paths[0], evaluation: paths[1], metrics: ["mse": 2])))
                return ["value": 1]
            }
            return try await Workshop.makesAll(job, event)
        }
        #expect(report.model == ModelVersionName(group: "signs", version: 1))
        let registration = try #require(shop.registry.commits.last?.registrations.first)
        #expect(registration.model == SHA256.digest(of: "file of null"))
        #expect(registration.form == .file)
        #expect(registration.evaluation == shop.registry.commits[0].artifacts[1].digest)
        #expect(registration.metrics == ["mse": 2])
    }

    @Test func `A model that is neither read nor made is not registered`() async throws {
        #expect(
            try await failure { _, event in
                event(.registration(.init(group: "g", model: "/etc/hostname", evaluation: nil, metrics: [:])))
                return ["value": 1]
            } == """
                a failed (missing_output): it registers '/etc/hostname', which is neither among its inputs nor among \
                its outputs
                """)
    }
}
