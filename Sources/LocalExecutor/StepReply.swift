internal import ContentHash
internal import PipelineKit

/// What the process of an attempt leaves behind for the scheduler: the step's output, or why there is none.
struct StepReply: Codable {
    struct Failure: Codable {
        let kind: FailureKind
        let message: String
    }

    var output: JSON?
    var failure: Failure?
    /// The largest resident memory of the process, in bytes.
    var peakMemory: Int64?

    /// The file in an attempt's folder.
    static func path(in stagingFolder: String) -> String { "\(stagingFolder)/reply.json" }

    /// The file with the job in an attempt's folder.
    static func jobPath(in stagingFolder: String) -> String { "\(stagingFolder)/job.json" }
}
