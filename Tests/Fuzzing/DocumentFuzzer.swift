import ContentHash
import Execution
import Notifications
import PipelineKit
import TrainingJob

@testable import ContentStore
@testable import LocalExecutor
@testable import ModelExchange
@testable import Processes

extension Fuzzer {
    /// Documents and lines with a meaning: events, jobs, replies, graphs, settings, and what the store remembers.
    static let documents = Fuzzer(
        name: "documents",
        trials: [
            { bytes in
                guard let event = StepEvent(line: bytes) else { return }
                must(StepEvent(line: event.line.utf8)?.line == event.line, "\(event) is read again")
            },
            { bytes in
                guard let event = try accepted(TrainingJobError.self, { try TrainingEvent(line: text(bytes)) })
                else { return }
                must(try TrainingEvent(line: event.line) == event, "\(event) is read again")
            },
            { bytes in try check(TrainJob.self, bytes) },
            { bytes in try check(PredictJob.self, bytes) },
            { bytes in try check(HeadJob.self, bytes) },
            { bytes in try check(FeaturesJob.self, bytes) },
            { bytes in try check(TrainResult.self, bytes) },
            { bytes in try check(ModelDescription.self, bytes) },
            { bytes in try checkCoding(Graph.self, bytes) },
            { bytes in try checkCoding(StepJob.self, bytes) },
            { bytes in try checkCoding(StepReply.self, bytes) },
            { bytes in
                let settings = NotificationSettings(
                    path: Scratch.file("config.json", bytes), pipelines: ["road_sign", "fingers"])
                for mistake in settings.mistakes { must(!"\(mistake)".isEmpty, "mistakes are told") }
            },
            { bytes in
                guard
                    let document = try accepted(
                        ExchangeError.self, { try ModelDocument(parsing: text(bytes), in: "model") })
                else { return }
                let again = try ModelDocument(parsing: document.text, in: "model")
                must(again.json == document.json, "\(document.json) is read again")
            },
            { bytes in
                guard
                    let sums = try accepted(ExchangeError.self, { try Checksums(parsing: text(bytes), in: "model") })
                else { return }
                must(try Checksums(parsing: sums.text, in: "model") == sums, "\(sums) are read again")
            },
            { bytes in
                guard let manifest = Manifest(bytes: bytes), let again = Manifest(bytes: manifest.bytes) else { return }
                must(again == manifest && again.size == manifest.size, "\(manifest) is read again")
            },
            { bytes in
                for entry in Listing(bytes: bytes).entries ?? [] {
                    must((entry.stamp == nil) == (entry.kind == .folder), "only folders have no stamp")
                }
                _ = DigestRecord(bytes: bytes)?.known
            },
            { bytes in _ = ProcessStatus(stat: bytes) },
            { bytes in
                guard let parameter = try decoded(Parameter.self, bytes) else { return }
                if let objection = parameter.objection(to: parameter.defaultValue) {
                    must(!objection.isEmpty, "objections are told")
                }
            },
        ])

    /// Reads a file of the trainer, and its mistakes.
    private static func check<Document: JSONFile & Equatable>(_ type: Document.Type, _ bytes: [UInt8]) throws {
        let path = Scratch.file("job.json", bytes)
        guard let document = try accepted(TrainingJobError.self, { try Document(file: path) }) else { return }
        must(document.mistakes.isEmpty, "\(document) has no mistakes")
        try document.write(to: path)
        must(try Document(file: path) == document, "\(document) is read again")
    }

    /// Reads a value as the database and files beside it hold it, and writes it.
    private static func checkCoding(_ type: (some Codable).Type, _ bytes: [UInt8]) throws {
        guard let value = try decoded(type, bytes) else { return }
        let json = try JSON(encoding: value)
        must(try JSON(encoding: try json.decode(type)).text == json.text, "\(json) is read again")
    }

    private static func decoded<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value? {
        guard let json = try accepted(JSONError.self, { try JSON(parsing: bytes) }) else { return nil }
        return try accepted(DecodingError.self) { try json.decode(type) }
    }
}
