/// An option, flag or argument of a command, and the type of its value.
///
/// A parameter is declared once, listed in its ``Command`` and read from the ``ParsedValues`` with its own type:
///
///     let jobs = CommandParameter.option("jobs", short: "j", .integer(in: 1...64), default: 2, help: "how many steps run at once")
///     let command = Command("run", summary: "Runs a pipeline.", parameters: [jobs]) { values in
///         try await run(jobs: values[jobs])   // an Int
///     }
public struct CommandParameter<Value: Sendable>: DeclaredParameter {
    /// What the parameter looks like from outside.
    public let declaration: ParameterDeclaration
    private let read: @Sendable ([Occurrence]) throws(InvalidValue) -> Value

    init(_ declaration: ParameterDeclaration, read: @escaping @Sendable ([Occurrence]) throws(InvalidValue) -> Value) {
        self.declaration = declaration
        self.read = read
    }

    /// Reads the value from what the command line said.
    public func value(of occurrences: [Occurrence]) throws(InvalidValue) -> any Sendable { try read(occurrences) }
}

/// A parameter of whatever type.
public protocol DeclaredParameter: Sendable {
    /// What the parameter looks like from outside.
    var declaration: ParameterDeclaration { get }
    /// Reads the value from what the command line said.
    func value(of occurrences: [Occurrence]) throws(InvalidValue) -> any Sendable
}
