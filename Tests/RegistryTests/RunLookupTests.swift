import Execution
import Registry
import Testing

@Suite struct RunLookupTests {
    private func registry(_ ids: String...) async throws -> Registry {
        let registry = try Fixture().registry
        for (index, id) in ids.enumerated() { try await registry.begin(id, at: 1000 + Double(index)) }
        return registry
    }

    @Test func `A run is found by last, by its id and by how only its id begins`() async throws {
        let registry = try await registry("01jab0000000", "01jac0000000", "01j")
        #expect(try await registry.run("last").id.text == "01j")
        #expect(try await registry.run("01j").id.text == "01j")
        #expect(try await registry.run("01JAC").id.text == "01jac0000000")
    }

    @Test func `The newest runs come first, of one pipeline or of all`() async throws {
        let registry = try await registry("r1", "r2", "r3")
        try await registry.begin("x1", of: "other", at: 5000)
        try await registry.finish(RunID("r2"), .failed, seconds: 1, time: 1002)
        #expect(try await registry.runs(limit: 2).map(\.id.text) == ["x1", "r3"])
        #expect(try await registry.runs(of: "road_sign").map(\.id.text) == ["r3", "r2", "r1"])
        #expect(try await registry.runs(of: "road_sign", status: .failed).map(\.id.text) == ["r2"])
        #expect(try await registry.run("last", of: "road_sign").id.text == "r3")
    }

    @Test func `Several runs that begin alike are named`() async throws {
        let registry = try await registry("01jab0", "01jac0", "02")
        #expect(
            await message { try await registry.run("01ja") }
                == "'01ja' stands for 2 runs: 01jac0, 01jab0; give more of the id")
    }

    @Test func `A mistyped run is answered with the closest one`() async throws {
        let registry = try await registry("01jab0000000")
        #expect(
            await message { try await registry.run("01jab0000009") }
                == "there is no run '01jab0000009'; did you mean '01jab0000000'?")
        #expect(await message { try await registry.run("zzz") } == "there is no run 'zzz'")
        #expect(await message { try await registry.run("") } == "there is no run ''")
    }

    @Test func `Where nothing has run, the message says how to run something`() async throws {
        let registry = try await registry()
        #expect(
            await message { try await registry.run("last") }
                == "there are no runs yet; start one with `pipeline run NAME`")
        #expect(
            await message { try await registry.run("last", of: "road_sign") }
                == "there are no runs of 'road_sign' yet; start one with `pipeline run road_sign`")
    }
}
