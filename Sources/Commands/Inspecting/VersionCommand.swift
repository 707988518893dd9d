internal import Arguments
internal import ContentHash
internal import Execution
internal import Terminal

/// `pipeline version`: tells what this program is.
struct VersionCommand: Sendable {
    let session: Session

    /// The version of the program, by semantic versioning.
    static let version = "0.1.0"

    var command: Command {
        Command(
            "version", summary: "Tell the version of this program.", examples: [.init("pipeline version")],
            action: { values in
                if values[GlobalOptions.json] {
                    session.write(json: [
                        "version": .string(Self.version), "key_format": .string(ActionKey.format),
                        "platform": .string(Machine.platform),
                    ])
                } else {
                    session.write("pipeline \(Self.version) (\(Machine.platform))")
                }
                return 0
            })
    }
}
