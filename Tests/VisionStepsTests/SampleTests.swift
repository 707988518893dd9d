import Foundation
import PipelineKit
import PipelineTesting
import Testing

@testable import VisionSteps

@Suite struct `The sample data` {
    private static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "data/sample").path
    private static let isThere = FileManager.default.fileExists(atPath: path)

    @Test(.enabled(if: isThere, "data/sample is not there"))
    func `It splits by tracks, has its own test, and converts without a corrupt image`() async throws {
        let folder = try TemporaryFolder()
        let images = Reference(ImageFolder(path: Self.path))
        let split = try await StepTrial(in: folder, name: "split", resources: Resources(cpus: 2))
            .run(SplitDataset(images: images))
        #expect(split.classes == 43)
        #expect(split.trainingImages == 1032)
        #expect(split.validationImages == 172)
        #expect(split.testImages == 258)
        let tracks = try [split.training, split.validation].map {
            Set(try $0.read().map { "\($0.classID) \($0.track)" })
        }
        #expect(tracks[0].isDisjoint(with: tracks[1]))
        let test = try await StepTrial(in: folder, name: "test")
            .run(ConvertToShards(images: Reference(split.test), folder: images))
        #expect(test.images == 258)
        #expect(test.skipped == 0)
    }
}
