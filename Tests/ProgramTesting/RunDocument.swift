import Foundation

/// The document that `run --json` prints.
package struct RunDocument: Decodable {
    package struct Step: Decodable {
        package let name: String
        package let status: String
        package let reason: String
        /// The kind of failure.
        package let failure: String?
        package let seconds: Double
        package let attempts: Int
    }

    package struct Model: Decodable, Equatable {
        package let group: String
        package let version: Int

        package init(group: String, version: Int) {
            self.group = group
            self.version = version
        }
    }

    package let run: String
    package let pipeline: String
    package let status: String
    package let seconds: Double
    package let steps: [Step]
    package let model: Model?
    package let warnings: [String]
    /// What stood on standard error.
    package private(set) var complaints = ""
    package private(set) var code: Int32?

    private enum CodingKeys: CodingKey { case run, pipeline, status, seconds, steps, model, warnings }

    package init(_ outcome: Outcome) throws {
        do {
            self = try JSONDecoder().decode(RunDocument.self, from: Data(outcome.output.utf8))
        } catch {
            throw Unreadable(description: "\(error)\n\(outcome)")
        }
        complaints = outcome.complaints
        code = outcome.code
    }

    package struct Unreadable: Error, CustomStringConvertible { package let description: String }

    /// The steps with their states: `split cached`.
    package var states: [String] { steps.map { "\($0.name) \($0.status)" } }

    /// The names of the steps in a state.
    package func steps(_ status: String) -> [String] { steps.filter { $0.status == status }.map(\.name) }

    /// Why a step did what it did.
    package func reason(_ step: String) throws -> String {
        guard let found = steps.first(where: { $0.name == step }) else {
            throw Unreadable(description: "no step \(step) in \(states)")
        }
        return found.reason
    }
}
