/// The list of a project's pipelines as it stands in `pipelines/Pipelines.swift`.
public struct PipelineList: Sendable {
    private let text: [Character]
    /// Where the elements begin and end, between the brackets.
    private let elements: Range<Int>
    /// The last character between the brackets that is neither space nor comment.
    private let last: Int?

    /// Finds the list in a source; `nil` where it is not written as `let allPipelines: [any Pipeline] = […]`.
    public init?(_ source: String) {
        let text = Array(source)
        var scanner = CodeScanner(text)
        guard let open = scanner.open(after: "letallPipelines:[anyPipeline]="), let end = scanner.close() else {
            return nil
        }
        self.text = text
        elements = open + 1..<end.index
        last = end.last
    }

    /// The source with one more element.
    public func adding(_ element: String) -> String {
        guard let last else { return replacing(elements, with: element) }
        let hasComma = text[last] == ","
        let lineStart = text[..<elements.upperBound].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let closesOnItsOwnLine =
            lineStart > elements.lowerBound && text[lineStart..<elements.upperBound].allSatisfy(\.isWhitespace)
        guard closesOnItsOwnLine else {
            return replacing(last + 1..<last + 1, with: hasComma ? " \(element)" : ", \(element)")
        }
        // Comments behind the last element stay with it.
        let indent = String(text[lineStart..<elements.upperBound]) + "    "
        let line = "\(indent)\(element)\(hasComma ? "," : "")\n"
        return String(text[...last]) + (hasComma ? "" : ",") + String(text[(last + 1)..<lineStart]) + line
            + String(text[lineStart...])
    }

    private func replacing(_ range: Range<Int>, with new: String) -> String {
        String(text[..<range.lowerBound]) + new + String(text[range.upperBound...])
    }
}
