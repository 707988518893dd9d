/// Reads Swift's characters from left to right without those of comments, as far as finding a list of initializers needs.
struct CodeScanner {
    private let text: [Character]
    private var index = 0

    init(_ text: [Character]) { self.text = text }

    /// The next character that is neither space nor part of a comment.
    private mutating func next() -> Int? {
        while index < text.count {
            if text[index].isWhitespace {
                index += 1
            } else if isAt("//") {
                while index < text.count, !text[index].isNewline { index += 1 }
            } else if isAt("/*") {
                skipComment()
            } else {
                index += 1
                return index - 1
            }
        }
        return nil
    }

    private func isAt(_ word: String) -> Bool { text[index...].starts(with: word) }

    /// Skips a comment, which may have others in it.
    private mutating func skipComment() {
        var depth = 0
        repeat {
            if isAt("/*") {
                depth += 1
                index += 2
            } else if isAt("*/") {
                depth -= 1
                index += 2
            } else {
                index += 1
            }
        } while depth > 0 && index < text.count
    }

    /// Moves behind the `[` that follows a text, which is given without spaces, and returns where it is.
    mutating func open(after wanted: String) -> Int? {
        var seen = ""
        while let position = next() {
            // A text with the list in it is not the list.
            if text[position] == "\"" {
                guard skipString() else { return nil }
                seen = ""
                continue
            }
            if text[position] == "[", seen.hasSuffix(wanted) { return position }
            seen.append(text[position])
        }
        return nil
    }

    /// Moves behind the `]` that closes the list: where it is, and the last character of code before it.
    ///
    /// `nil` where the list holds something that this scanner doesn't read, such as a text with an interpolation.
    mutating func close() -> (index: Int, last: Int?)? {
        var depth = 0
        var last: Int?
        while let position = next() {
            switch text[position] {
            case "[", "(", "{": depth += 1
            case "]" where depth == 0: return (position, last)
            case "]", ")", "}": depth -= 1
            case "\"": guard skipString() else { return nil }
            case "#": return nil
            default: break
            }
            guard depth >= 0 else { return nil }
            last = index - 1
        }
        return nil
    }

    /// Skips the rest of a plain text on one line.
    private mutating func skipString() -> Bool {
        while index < text.count {
            let character = text[index]
            index += 1
            if character == "\"" { return !isAt("\"") }
            if character == "\\" {
                guard index < text.count, text[index] != "(" else { return false }
                index += 1
            }
            if character.isNewline { return false }
        }
        return false
    }
}
