/// What a parameter looks like from outside, without the type of its value: all that parsing, help and completion need.
public struct ParameterDeclaration: Sendable {
    enum Kind: Sendable, Equatable {
        /// A word by its place.
        case argument
        /// `--name` alone.
        case flag
        /// `--name VALUE`.
        case option
        /// `--name`, or `--name VALUE`.
        case optionWithOptionalValue
    }

    let kind: Kind
    /// The name without dashes; for an argument its placeholder.
    let name: String
    let short: Character?
    let placeholder: String
    let help: String
    let isRequired: Bool
    let isRepeatable: Bool
    let choices: [String]
    let limits: String?
    let defaultText: String?
    let completion: ValueCompletion
    let mayBeginWithDash: Bool

    init<Value>(
        _ kind: Kind, _ name: String, short: Character? = nil, format: ValueFormat<Value>, help: String,
        isRequired: Bool = false, isRepeatable: Bool = false, defaultText: String? = nil
    ) {
        self.kind = kind
        self.name = name
        self.short = short
        self.placeholder = kind == .argument ? name : format.placeholder ?? name.uppercased()
        self.help = help
        self.isRequired = isRequired
        self.isRepeatable = isRepeatable
        self.choices = format.choices
        self.limits = format.limits
        self.defaultText = defaultText
        self.completion = format.completion
        self.mayBeginWithDash = format.mayBeginWithDash
    }

    var takesValue: Bool { kind == .option || kind == .optionWithOptionalValue }

    /// The name as messages show it: `option '--jobs'` or `argument NAME`.
    var title: String { kind == .argument ? "argument \(name)" : "option '--\(name)'" }

    /// How the usage line shows an argument: `NAME`, `[STEP]`, `RUN...`.
    var usage: String {
        let word = name + (isRepeatable ? "..." : "")
        return isRequired ? word : "[\(word)]"
    }
}

/// One appearance of a parameter on a command line.
public struct Occurrence: Sendable, Equatable {
    /// The value's text; nil for a flag, or an option that was given without its optional value.
    let text: String?
}
