/// What can be the value of a parameter.
///
/// Truth values, whole numbers, fractions, texts, artifacts and lists of them are; an enum of texts becomes one by
/// saying so: `enum Layout: String, CaseIterable, ParameterValue { case official, folders }`.
public protocol ParameterValue: Codable, Sendable {
    static var parameterType: ParameterType { get }
}

extension Bool: ParameterValue {
    public static var parameterType: ParameterType { .bool }
}

extension Int: ParameterValue {
    public static var parameterType: ParameterType { .int }
}

extension Double: ParameterValue {
    public static var parameterType: ParameterType { .double }
}

extension String: ParameterValue {
    public static var parameterType: ParameterType { .string }
}

extension Array: ParameterValue where Element: ParameterValue {
    public static var parameterType: ParameterType { .list(Element.parameterType) }
}

extension ParameterValue where Self: CaseIterable & RawRepresentable, RawValue == String {
    public static var parameterType: ParameterType { .choice(allCases.map(\.rawValue)) }
}
