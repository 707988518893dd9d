/// The identity of the code that a step's result depends on.
///
/// The build makes one for every step that is neither private nor generic. It changes with the step's code and with
/// that of every helper it reaches, and not with comments or formatting.
public struct CodeDigest: Hashable, Sendable {
    /// 64 hexadecimal digits.
    public let digest: String
    /// A line for each declaration that was followed: its name and the first digits of its own digest.
    public let declarations: String

    public init(_ digest: String, declarations: String) {
        self.digest = digest
        self.declarations = declarations
    }
}
