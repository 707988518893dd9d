internal import ContentHash
internal import PipelineKit
internal import Suggestions

extension SettingsReader {
    mutating func object(_ value: JSON, _ place: String, keys: [String]) -> [String: JSON]? {
        guard let fields = value.object else {
            note(place, "it must be an object, not \(Self.kind(of: value))")
            return nil
        }
        for key in fields.keys.sorted() where !keys.contains(key) {
            let hint = suggestion(for: key, among: keys)
            let all = "; the keys are \(keys.joined(separator: ", "))"
            note(place, "there is no key '\(key)'\(hint.isEmpty ? all : hint)")
        }
        return fields
    }

    mutating func list(_ value: JSON?, _ place: String) -> [JSON]? {
        guard let value else { return nil }
        if value.array == nil { note(place, "it must be a list, not \(Self.kind(of: value))") }
        return value.array
    }

    mutating func text(_ value: JSON?, _ place: String) -> String? {
        guard let value else { return nil }
        if value.string == nil { note(place, "it must be a text, not \(Self.kind(of: value))") }
        return value.string
    }

    mutating func words(_ value: JSON?, _ place: String) -> [String]? {
        guard let items = list(value, place) else { return nil }
        return items.enumerated().compactMap { text($1, "\(place)[\($0)]") }
    }

    mutating func template(_ value: JSON?, _ place: String) -> NotificationTemplate? {
        guard let text = text(value, place) else { return nil }
        do throws(NotificationTemplate.Mistake) {
            return try NotificationTemplate(text)
        } catch {
            var help = "; \(error.help)"
            if case .unknown(let name) = error {
                let names = NotificationTemplate.Placeholder.allCases.map(\.rawValue)
                if let name = closest(to: name, among: names) { help = "; did you mean '{\(name)}'?" }
            }
            note(place, "the text \(error.message)\(help)")
            return nil
        }
    }

    mutating func number(_ value: JSON?, _ place: String, in range: ClosedRange<Double>) -> Double? {
        guard let value else { return nil }
        guard let number = value.number else {
            note(place, "it must be a number, not \(Self.kind(of: value))")
            return nil
        }
        guard range.contains(number) else {
            let bound =
                range.upperBound < .greatestFiniteMagnitude
                ? "from \(range.lowerBound) to \(range.upperBound)" : "\(range.lowerBound) or more"
            note(place, "it must be \(bound), not \(number)")
            return nil
        }
        return number
    }

    private static func kind(of value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool: "true or false"
        case .int, .double: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
