import ContentHash
import PipelineKit
import PipelineTesting
import Pipelines
import Testing

@Suite struct `Road sign pipeline` {
    @Test func `The graph is as recorded`() throws {
        try expectGolden(RoadSign().graph().outline, "road_sign.txt")
    }

    @Test func `Only the list decides which shards are made`() throws {
        let shards = try #require(try RoadSign().graph().step("training_shards"))
        #expect(shards.needs == ["split"])
        #expect(shards.inputs["folder"]?["$unkeyed"] != nil)
    }

    @Test func `Every parameter says what it means`() throws {
        #expect(try RoadSign().graph().parameters.allSatisfy { $0.help.hasSuffix(".") })
    }
}

@Suite struct `Road sign transfer pipeline` {
    @Test func `A change of the head leaves the features as they are`() throws {
        let features = try #require(try RoadSignTransfer().graph().step("features"))
        #expect(features.inputs["weights"] != nil)
        #expect(features.inputs["seed"] == nil)
        #expect(features.inputs["epochs"] == nil)
        #expect(try RoadSignTransfer().graph().step("train")?.needs == ["features"])
    }

    @Test func `Every parameter says what it means`() throws {
        #expect(try RoadSignTransfer().graph().parameters.allSatisfy { $0.help.hasSuffix(".") })
    }
}
