import PipelineKit
import PipelineTesting
import Testing

@testable import HandbookProjectPipelines

@Test func `The pipeline counts words and then reports, or fails`() throws {
    #expect(
        try First().graph().outline == """
            words: StandardSteps.Script
            count: HandbookProjectPipelines.CountWords <- words
            report: StandardSteps.Script <- count when count.different >= least
            too_short: PipelineKit.Fail <- count when not count.different >= least

            """)
}

@Test func `Words are counted, the most frequent first`() async throws {
    let folder = try TemporaryFolder()
    let words = File(path: try folder.write("sign\nroad\nsign\n", to: "words.txt"))
    let trial = StepTrial(in: folder)
    let count = try await trial.run(CountWords(words: Reference(words), top: 1))
    #expect(count.different == 2)
    #expect(try folder.text("step/output/summary.txt") == "sign 2\n")
    #expect(trial.events == [.metric(name: "words", value: 3, step: nil), .message("2 different words")])
}
