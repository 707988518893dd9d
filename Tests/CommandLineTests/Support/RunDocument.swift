import Foundation
import Testing

/// The document that `run --json` prints.
struct RunDocument: Decodable {
    struct Step: Decodable {
        let name: String
        let status: String
        let reason: String
        let seconds: Double
        let attempts: Int
    }

    struct Model: Decodable, Equatable {
        let group: String
        let version: Int
    }

    let run: String
    let pipeline: String
    let status: String
    let seconds: Double
    let steps: [Step]
    let model: Model?
    let warnings: [String]
    /// What stood on standard error.
    private(set) var complaints = ""
    private(set) var code: Int32?

    private enum CodingKeys: CodingKey { case run, pipeline, status, seconds, steps, model, warnings }

    init(_ outcome: Outcome) throws {
        do {
            self = try JSONDecoder().decode(RunDocument.self, from: Data(outcome.output.utf8))
        } catch {
            throw Unreadable(description: "\(error)\n\(outcome)")
        }
        complaints = outcome.complaints
        code = outcome.code
    }

    struct Unreadable: Error, CustomStringConvertible { let description: String }

    /// The steps with their states: `split cached`.
    var states: [String] { steps.map { "\($0.name) \($0.status)" } }

    /// The names of the steps in a state.
    func steps(_ status: String) -> [String] { steps.filter { $0.status == status }.map(\.name) }

    /// Why a step did what it did.
    func reason(_ step: String) throws -> String { try #require(steps.first { $0.name == step }).reason }
}
