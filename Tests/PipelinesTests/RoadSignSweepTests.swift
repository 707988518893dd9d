import ContentHash
import PipelineKit
import PipelineTesting
import Pipelines
import Testing

@Suite struct `Road sign sweep pipeline` {
    @Test func `The graph is as recorded`() throws {
        try expectGolden(RoadSignSweep().graph().outline, "road_sign_sweep.txt")
    }

    @Test func `The search reads neither the test nor the images for validation`() throws {
        let graph = try RoadSignSweep().graph()
        for name in ["fold_training_shards", "fold_validation_shards"] {
            #expect(try #require(graph.step(name)).inputs["images"]?.text.contains("folds") ?? false)
        }
        #expect(try #require(graph.step("deal_folds")).inputs["images"]?.text.contains("training") ?? false)
    }

    @Test func `Every parameter says what it means`() throws {
        #expect(try RoadSignSweep().graph().parameters.allSatisfy { $0.help.hasSuffix(".") })
    }
}
