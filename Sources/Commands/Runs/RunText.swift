internal import ContentHash
internal import Execution
internal import PipelineKit
internal import Registry
internal import Terminal

/// What runs have, as short as a line for people has it.
enum RunText {
    private static let longest = 48

    /// How many steps ended how: `5 cached, 2 succeeded`.
    static func steps(_ run: RunSummary) -> String {
        StepStatus.allCases.compactMap { status in
            run.steps[status].flatMap { $0 > 0 ? "\($0) \(StatusText.word(status))" : nil }
        }.joined(separator: ", ")
    }

    /// A value that a filter names.
    static func value(_ value: RunFieldValue, of field: RunField) -> String {
        switch (value, field) {
        case (.missing, _): ""
        case (.number(let number), .metric): RunView.text(of: number)
        case (.number(let number), _): Int(exactly: number).map { "\($0)" } ?? "\(number)"
        case (.text(let text), _): shortened(text)
        }
    }

    /// A text with its middle left out where it is long; a commit or digest by its first digits.
    static func shortened(_ text: String) -> String {
        let isDigest = (text.count == 40 || text.count == 64) && text.allSatisfy { $0.isHexDigit }
        if isDigest { return String(text.prefix(12)) }
        guard text.count > longest else { return text }
        // Paths tell the most at their end.
        return "\(text.prefix(longest / 2 - 1))…\(text.suffix(longest / 2))"
    }

    /// A value of a parameter by what it contains: two folders of one path may differ.
    static func parameter(_ value: JSON) -> String {
        guard let artifact = ArtifactReference(value), let digest = artifact.digest else {
            return shortened(value.displayText)
        }
        return "\(shortened(artifact.path ?? "")) \(digest.short)"
    }
}
