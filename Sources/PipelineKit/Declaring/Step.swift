/// One unit of work: a value that says what to do, and a method that does it.
///
/// The stored properties are the inputs. What they stand for, together with the code, decides whether an earlier
/// result can be used again.
///
/// ```swift
/// struct CountRows: Step {
///     struct Output: Codable, Sendable { var rows: Int }
///     @Input var table: File
///
///     func run(in context: StepContext) async throws -> Output {
///         Output(rows: try String(contentsOfFile: table.path, encoding: .utf8).split(separator: "\n").count)
///     }
/// }
/// ```
public protocol Step: Codable, Sendable {
    /// What the step returns: a struct of values and artifacts, whose stored properties can be wired to other steps.
    associatedtype Output: Codable & Sendable

    /// The name of this kind of step; part of the action key.
    static var kind: String { get }
    /// The identity of the code; the build fills it in. Without one the whole program counts as the step's code.
    static var codeDigest: CodeDigest? { get }
    /// What this step reads besides its inputs.
    var needs: StepNeeds { get }

    /// Does the work, in a process of its own.
    func run(in context: StepContext) async throws -> Output
}

extension Step {
    public static var kind: String {
        // Types inside a function have a part with the address of their context, which differs between builds.
        String(reflecting: Self.self).split(separator: ".").filter { !$0.hasPrefix("(") }.joined(separator: ".")
    }

    public static var codeDigest: CodeDigest? { nil }
    public var needs: StepNeeds { StepNeeds() }
}
