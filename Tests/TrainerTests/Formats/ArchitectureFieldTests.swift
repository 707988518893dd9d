import Architectures
import Testing
import TrainingJob

struct ArchitectureFieldTests {
    private let job = TrainJob(
        trainingShards: "in/training", output: "out/model", architecture: .resNet34, classCount: 43, imageSize: 64)

    /// Reads a job of which one line is another, or none.
    private func reading(_ line: String, insteadOf other: String = #"  "architecture" : "resnet34","#) throws
        -> TrainJob
    {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/job.json"
        try job.write(to: path)
        try folder.write("job.json", Array(try folder.text("job.json").replacing(other, with: line).utf8))
        do {
            return try TrainJob(file: path)
        } catch {
            throw Complaint(text: "\(error)".replacing("\(folder.path)/", with: ""))
        }
    }

    private struct Complaint: Error {
        let text: String
    }

    @Test func `A job without an architecture is one of the small network`() throws {
        #expect(try reading(#"  "architecture" : "resnet34","#) == job)
        #expect(try reading("").architecture == .smallCNN)
    }

    @Test func `A mistyped architecture is told the closest name`() {
        let error = #expect(throws: Complaint.self) { try reading(#""architecture": "resnet43","#) }
        #expect(error?.text == "job.json: there is no architecture 'resnet43'; did you mean 'resnet34'?")
    }

    @Test func `Images that are too small for the network are a mistake in the job`() {
        let error = #expect(throws: Complaint.self) {
            try reading(#""image_size" : 16"#, insteadOf: #""image_size" : 64"#)
        }
        #expect(error?.text == "job.json: images of resnet34 have at least 32 × 32 pixels, not 16 × 16")
    }
}
