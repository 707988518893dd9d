/// How the text of an option or argument is read, described and completed.
///
/// The formats that commands need are static members: ``integer(_:in:)``, ``text(_:completing:)``, ``oneOf(_:)`` and so
/// on. A format of one's own is made with the initializer.
public struct ValueFormat<Value: Sendable>: Sendable {
    /// The word that stands for the value in help, such as `N`; nil for the parameter's own name in capitals.
    let placeholder: String?
    /// The values that are allowed, where they can be listed.
    let choices: [String]
    /// What else limits the value, as help says it: "from 1 to 64".
    let limits: String?
    let completion: ValueCompletion
    let parse: @Sendable (String) throws(InvalidValue) -> Value
    let text: @Sendable (Value) -> String
    /// Whether a value may begin with a dash, as `-accuracy` does, without being taken for an option.
    var mayBeginWithDash = false

    /// Makes a format.
    ///
    /// - Parameters:
    ///   - placeholder: The word that stands for the value in help.
    ///   - limits: What limits the value, as help says it.
    ///   - completion: What a shell offers for the value.
    ///   - text: The value as it would be typed; help shows defaults with it.
    ///   - parse: Reads a value, or throws the reason why the text is none.
    public init(
        _ placeholder: String?, limits: String? = nil, completing completion: ValueCompletion = .nothing,
        text: @escaping @Sendable (Value) -> String = { "\($0)" },
        parse: @escaping @Sendable (String) throws(InvalidValue) -> Value
    ) {
        self.init(placeholder, choices: [], limits: limits, completing: completion, text: text, parse: parse)
    }

    init(
        _ placeholder: String?, choices: [String], limits: String? = nil,
        completing completion: ValueCompletion = .nothing,
        text: @escaping @Sendable (Value) -> String = { "\($0)" },
        parse: @escaping @Sendable (String) throws(InvalidValue) -> Value
    ) {
        self.placeholder = placeholder
        self.choices = choices
        self.limits = limits
        self.completion = completion
        self.parse = parse
        self.text = text
    }
}

extension ValueFormat {
    /// Reads a value, for a format that allows less of what this one does.
    /// - Parameter text: What was typed.
    /// - Returns: The value.
    /// - Throws: Why the text is none.
    public func value(of text: String) throws(InvalidValue) -> Value { try parse(text) }

    /// Writes a value as it would be typed.
    /// - Parameter value: The value.
    /// - Returns: A text that is read as the same value.
    public func text(of value: Value) -> String { text(value) }
}

/// Why a text is not a value, as a sentence that names the text: "'x' is not a whole number".
public struct InvalidValue: Error, Equatable {
    /// The sentence, without the name of the option or argument.
    public let reason: String

    /// Makes the error from its sentence.
    public init(_ reason: String) { self.reason = reason }
}

/// What a shell offers while a value is typed.
public enum ValueCompletion: Sendable, Equatable {
    /// Nothing.
    case nothing
    /// Names of files and folders.
    case files
    /// Names of folders.
    case folders
    /// What `PROGRAM __complete SOURCE WORDS…` prints, a candidate a line; a tab may precede its description.
    case source(String)
}
