/// The name of a pipeline, as it is typed after `pipeline run`.
public struct PipelineName: Hashable, Sendable {
    public let text: String

    /// Checks a name.
    /// - Throws: ``ScaffoldingError`` where it is not in snake_case, with the name in snake_case where that helps.
    public init(_ text: String) throws(ScaffoldingError) {
        let isLowercase = !text.unicodeScalars.contains { $0.properties.isUppercase }
        guard isLowercase, isPlain(text, allowing: "_"), text.last != "_", !text.contains("__"), text.count <= 60 else {
            let words = Self.snakeCase(text)
            let isBetter = words != text && isPlain(words, allowing: "_")
            throw ScaffoldingError(
                "'\(text)' can't be the name of a pipeline: it takes lowercase letters, digits and single '_', and begins "
                    + "with a letter" + (isBetter ? "; did you mean '\(words)'?" : ""))
        }
        self.text = text
    }

    /// The Swift type that declares the pipeline.
    public var type: String { freeTypeName(of: text) }

    private static func snakeCase(_ text: String) -> String {
        var words = ""
        for character in text {
            if character.isUppercase, let last = words.last, last != "_", last.isLowercase || last.isNumber {
                words.append("_")
            }
            if character.isLetter || character.isNumber {
                words += character.lowercased()
            } else if !words.isEmpty, words.last != "_" {
                words.append("_")
            }
        }
        while words.last == "_" { words.removeLast() }
        return words
    }
}
