extension CommandParameter {
    /// A word that must be there.
    public static func argument(_ name: String, _ format: ValueFormat<Value>, help: String) -> CommandParameter {
        let declaration = ParameterDeclaration(.argument, name, format: format, help: help, isRequired: true)
        return CommandParameter(declaration) { occurrences throws(InvalidValue) in
            guard let text = occurrences.first?.text else { throw InvalidValue("it is missing") }
            return try format.parse(text)
        }
    }

    /// A word that may be left out, with the value it has then.
    public static func argument(
        _ name: String, _ format: ValueFormat<Value>, default fallback: Value, help: String
    ) -> CommandParameter {
        let declaration = ParameterDeclaration(
            .argument, name, format: format, help: help, defaultText: format.text(fallback))
        return CommandParameter(declaration) { occurrences throws(InvalidValue) in
            guard let text = occurrences.first?.text else { return fallback }
            return try format.parse(text)
        }
    }

    /// A word that may be left out: its value is nil then.
    public static func optionalArgument<One>(
        _ name: String, _ format: ValueFormat<One>, help: String
    ) -> CommandParameter where Value == One? {
        let declaration = ParameterDeclaration(.argument, name, format: format, help: help)
        return CommandParameter(declaration) { occurrences throws(InvalidValue) in
            guard let text = occurrences.first?.text else { return nil }
            return try format.parse(text)
        }
    }

    /// All words from here on; one at least where it is required.
    public static func arguments<One>(
        _ name: String, _ format: ValueFormat<One>, isRequired: Bool = false, help: String
    ) -> CommandParameter where Value == [One] {
        let declaration = ParameterDeclaration(
            .argument, name, format: format, help: help, isRequired: isRequired, isRepeatable: true)
        return CommandParameter(declaration) { occurrences throws(InvalidValue) in try all(occurrences, format) }
    }
}
