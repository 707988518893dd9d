import Foundation
import ProgramTesting
import Testing

/// What a run was made with is recorded with it.
struct ProvenanceTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    private func facts(of run: String = "last") throws -> [String: String] {
        let document = try place.fixture("runs", "show", run, "--json").json() as? [String: Any]
        return try #require(document?["facts"] as? [String: String])
    }

    @Test func `A run knows its commit, and whether all was committed`() throws {
        try place.commit("one")
        _ = try place.runPipeline("crowd")
        let clean = try facts()
        let head = try place.git("rev-parse", "HEAD")
        #expect(clean["git.commit"] == head)
        #expect(clean["git.branch"] == "main")
        #expect(clean["git.dirty"] == "no")
        #expect(clean["git.diff"] == nil)
        try place.write("edited\n", to: "project/data/names.txt")
        try place.write("new\n", to: "project/new file.txt")
        _ = try place.runPipeline("crowd")
        let dirty = try facts()
        #expect(dirty["git.commit"] == head)
        #expect(dirty["git.dirty"] == "yes")
        #expect(dirty["git.changes"] == "2")
        #expect(dirty["git.diff"]?.count == 64)
        #expect(
            try place.fixture("runs", "show", "last").output.contains(
                "git          main at \(head.prefix(12)) with 2 files not committed\n"))
        // What is staged is as little committed as what is not.
        _ = try place.git("add", "-A")
        _ = try place.runPipeline("crowd")
        #expect(try facts()["git.diff"] == dirty["git.diff"])
        try place.write("other\n", to: "project/new file.txt")
        _ = try place.runPipeline("crowd")
        #expect(try facts()["git.diff"] != dirty["git.diff"])
    }

    @Test func `A checked out commit, a packed branch and a linked worktree are found`() throws {
        try place.commit("one")
        _ = try place.git("pack-refs", "--all")
        let head = try place.git("rev-parse", "HEAD")
        _ = try place.git("worktree", "add", "-q", "--detach", "../linked", "HEAD")
        let outcome = try place.fixture(
            "run", "crowd", "-q", environment: ["PIPELINE_HOME": place.project], in: "\(place.path)/linked")
        #expect(outcome.code == 0)
        let detached = try facts()
        #expect(detached["git.commit"] == head)
        #expect(detached["git.branch"] == nil)
        #expect(detached["git.dirty"] == "no")
    }

    @Test func `Without git a run is as good`() throws {
        _ = try place.runPipeline("crowd")
        #expect(try !facts().keys.contains { $0.hasPrefix("git.") })
        try place.commit("one")
        // The commit stands in a file; what is not committed only git can tell.
        let outcome = try place.runPipeline("crowd", environment: ["PATH": "/nowhere"])
        #expect(outcome.status == "succeeded")
        #expect(try facts()["git.commit"] == (try place.git("rev-parse", "HEAD")))
        #expect(try facts()["git.dirty"] == "unknown")
    }

    @Test func `The machine, the libraries and some of the environment are recorded, and nothing else of it`() throws {
        for script in ["count", "greet"] { try place.write("exit 1\n", to: "project/pipelines/tools/\(script).sh") }
        _ = try place.fixture(
            "run", "tools", "-q",
            environment: [
                "OMP_NUM_THREADS": "3", "MY_SECRET": "canary", "UNRELATED": "canary", "LANG": "de_DE", "GREETING": "hi",
            ])
        let facts = try facts()
        for name in [
            "machine.host", "machine.kernel", "machine.cores", "machine.memory", "library.sqlite", "library.libcrypto",
            "swift.compiler", "program.version", "program.digest", "environment.PATH",
        ] { #expect(facts[name]?.isEmpty == false, "\(name)") }
        #expect(facts["environment.OMP_NUM_THREADS"] == "3")
        #expect(facts["environment.LANG"] == "de_DE")
        // A step declares it.
        #expect(facts["environment.GREETING"] == "hi")
        #expect(!facts.values.contains { $0.contains("canary") })
        #expect(!facts.keys.contains { $0.contains("SECRET") || $0.contains("UNRELATED") })
    }

    @Test func `A step that failed is explained by what changed, though it never had a result`() throws {
        try place.write("echo '{\"lines\": 3}' > \"$PIPELINE_VALUES\"\n", to: "project/pipelines/tools/count.sh")
        try place.write("true\n", to: "project/pipelines/tools/greet.sh")
        #expect(try place.fixture("run", "tools", "-q").code == 0)
        try place.write("exit 3\n", to: "project/pipelines/tools/count.sh")
        #expect(try place.fixture("run", "tools", "-q").code == 1)
        #expect(
            try place.fixture("why", "last", "count").output.plain(in: place).hasSuffix(
                """

                changed since run RUN:
                  script `count.sh` SHORT → SHORT

                """))
    }
}
