internal import ContentHash
internal import FileSystem
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

    /// The file in an attempt's folder; a failure that the disk does not take comes through the pipe for events.
    static func path(in stagingFolder: String) -> String { "\(stagingFolder)/reply.json" }

    /// The file with the job in an attempt's folder.
    static func jobPath(in stagingFolder: String) -> String { "\(stagingFolder)/job.json" }
}

extension StepReply {
    /// Reads what a process left; `nil` where that is nothing, or no reply.
    /// - Throws: `SystemError` where it is there and can't be read.
    init?(leftIn stagingFolder: String) throws(SystemError) {
        let bytes: [UInt8]
        do { bytes = try Files.read(Self.path(in: stagingFolder)) } catch {
            if error.isMissing { return nil }
            throw error
        }
        guard let reply = try? JSON(parsing: bytes).decode(StepReply.self) else { return nil }
        self = reply
    }

    /// Reads a failure that a step told because it could not write it down; `nil` where a line is none.
    init?(failureOn line: [UInt8]) {
        guard let reply = try? JSON(parsing: line).decode(StepReply.self), reply.failure != nil else { return nil }
        self = reply
    }
}
