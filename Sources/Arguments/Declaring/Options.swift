extension CommandParameter {
    /// An option with a default: `--jobs 4` or `--jobs=4`.
    public static func option(
        _ name: String, short: Character? = nil, _ format: ValueFormat<Value>, default fallback: Value, help: String
    ) -> CommandParameter {
        let declaration = ParameterDeclaration(
            .option, name, short: short, format: format, help: help, defaultText: format.text(fallback))
        return CommandParameter(declaration) { occurrences throws(InvalidValue) in
            guard let text = try single(occurrences) else { return fallback }
            return try format.parse(text)
        }
    }

    /// An option that may be left out: its value is nil then.
    public static func option<One>(
        _ name: String, short: Character? = nil, _ format: ValueFormat<One>, help: String
    ) -> CommandParameter where Value == One? {
        let declaration = ParameterDeclaration(.option, name, short: short, format: format, help: help)
        return CommandParameter(declaration) { occurrences throws(InvalidValue) in
            guard let text = try single(occurrences) else { return nil }
            return try format.parse(text)
        }
    }

    /// An option that must be given.
    public static func requiredOption(
        _ name: String, short: Character? = nil, _ format: ValueFormat<Value>, help: String
    ) -> CommandParameter {
        let declaration = ParameterDeclaration(
            .option, name, short: short, format: format, help: help, isRequired: true)
        return CommandParameter(declaration) { occurrences throws(InvalidValue) in
            guard let text = try single(occurrences) else { throw InvalidValue("it is missing") }
            return try format.parse(text)
        }
    }

    /// An option that may be given any number of times: `--set a=1 --set b=2`.
    public static func repeatedOption<One>(
        _ name: String, short: Character? = nil, _ format: ValueFormat<One>, help: String
    ) -> CommandParameter where Value == [One] {
        let declaration = ParameterDeclaration(
            .option, name, short: short, format: format, help: help, isRepeatable: true)
        return CommandParameter(declaration) { occurrences throws(InvalidValue) in try all(occurrences, format) }
    }

    /// An option whose own value may be left out: `--failed` or `--failed RUN`.
    ///
    /// The next word is its value unless it starts with a dash.
    public static func optionWithOptionalValue<One>(
        _ name: String, short: Character? = nil, _ format: ValueFormat<One>, help: String
    ) -> CommandParameter where Value == OptionalValue<One> {
        let declaration = ParameterDeclaration(.optionWithOptionalValue, name, short: short, format: format, help: help)
        return CommandParameter(declaration) { occurrences throws(InvalidValue) in
            guard !occurrences.isEmpty else { return .absent }
            guard let text = try single(occurrences) else { return .bare }
            return .given(try format.parse(text))
        }
    }

    /// An option without a value: true when it is given.
    public static func flag(_ name: String, short: Character? = nil, help: String) -> CommandParameter
    where Value == Bool {
        let declaration = ParameterDeclaration(
            .flag, name, short: short, format: ValueFormat<String>.text(), help: help)
        return CommandParameter(declaration) { occurrences throws(InvalidValue) in !occurrences.isEmpty }
    }
}

/// The value of an option whose own value may be left out.
public enum OptionalValue<Value: Sendable>: Sendable {
    /// The option is not there.
    case absent
    /// The option is there, its value is not.
    case bare
    /// The option has a value.
    case given(Value)
}

extension OptionalValue: Equatable where Value: Equatable {}

/// Takes the one value of an option that may not be repeated.
private func single(_ occurrences: [Occurrence]) throws(InvalidValue) -> String? {
    if occurrences.count > 1 {
        let texts = occurrences.map { $0.text.map { "'\($0)'" } ?? "no value" }
        throw InvalidValue("it was given \(occurrences.count) times, with \(texts.listed("and"))")
    }
    return occurrences.first?.text
}

func all<One>(_ occurrences: [Occurrence], _ format: ValueFormat<One>) throws(InvalidValue) -> [One] {
    var values: [One] = []
    for case .some(let text) in occurrences.map(\.text) { values.append(try format.parse(text)) }
    return values
}
