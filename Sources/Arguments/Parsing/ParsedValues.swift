/// The values of a command line, read with the parameters that declare them.
public struct ParsedValues: Sendable {
    /// The names of the command, from the outermost: `["models", "alias", "set"]`.
    public let command: [String]
    private let values: [String: any Sendable]
    private let given: Set<String>

    init(command: [String], values: [String: any Sendable], given: Set<String>) {
        self.command = command
        self.values = values
        self.given = given
    }

    /// The value of a parameter, from the command line or its default.
    ///
    /// The parameter must be one of the command's own or of the global ones: anything else traps.
    public subscript<Value>(_ parameter: CommandParameter<Value>) -> Value {
        guard let value = values[parameter.declaration.name] as? Value else {
            preconditionFailure(
                "'\(command.joined(separator: " "))' was asked for \(parameter.declaration.title), which it does not declare"
            )
        }
        return value
    }

    /// Whether the command line names the parameter.
    public func isGiven(_ parameter: some DeclaredParameter) -> Bool { given.contains(parameter.declaration.name) }
}
