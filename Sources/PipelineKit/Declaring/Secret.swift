internal import ContentHash

/// A password, a key or a token that a step needs and nobody else may see.
///
/// It is declared with ``GraphBuilder/secret(_:help:isKeyed:fileID:line:)``, and comes from the environment of whoever
/// starts the run or from a file that only they can read. It reaches the step's process through memory, and nothing
/// that is recorded or shown has it in it: printed, dumped or encoded, a secret is `(a secret)`.
///
/// ```swift
/// struct Fetch: Step {
///     @Input var token: Secret
///
///     func run(in context: StepContext) async throws -> Output {
///         let header = "Authorization: Bearer \(token.reveal())"
///         …
///     }
/// }
/// ```
public struct Secret: Codable, Sendable {
    private let reference: SecretReference
    private let text: String

    /// Makes a secret for a test of a step; in a pipeline it has to be declared, since its text is never encoded.
    /// - Parameter text: The secret itself.
    public init(_ text: String) {
        reference = SecretReference("")
        self.text = text
    }

    /// Returns the text, for the one place that needs it.
    ///
    /// Pass it to where it is used and nowhere else: what a step writes to its outputs is kept as it is.
    /// - Returns: The secret itself.
    public func reveal() -> String { text }

    /// Reads a secret in the process of the step that it was handed out to.
    /// - Parameter decoder: The step's properties.
    /// - Throws: Where the text was not handed out with it.
    public init(from decoder: any Decoder) throws {
        let value = try JSON(from: decoder)
        guard let reference = SecretReference(value), let text = value[SecretReference.text]?.string else {
            throw StepFailure(
                "a secret has no value here; only what the pipeline declares with graph.secret(_:) reaches a step",
                kind: .infrastructure)
        }
        self.reference = reference
        self.text = text
    }

    /// Writes which secret it is, and not the secret.
    /// - Parameter encoder: Where it goes.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws { try reference.json.encode(to: encoder) }
}

extension Secret {
    /// The beginning of the names of variables that hold secrets.
    public static let variablePrefix = "PIPELINE_SECRET_"

    /// The fewest bytes of a secret: shorter ones can be guessed, and can't be told from other text in a log.
    public static let leastLength = 8

    /// The variable of the environment that a secret is looked for in.
    /// - Parameter name: The parameter.
    /// - Returns: The variable's name, in capitals, with `_` for what no shell takes.
    public static func variable(named name: String) -> String {
        variablePrefix + String(name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Words in the place of the secret.
    public var description: String { SecretReference.words }
    /// The same words.
    public var debugDescription: String { description }
    /// A mirror in which nothing is to be seen.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
