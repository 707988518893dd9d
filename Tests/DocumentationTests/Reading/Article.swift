import Foundation

/// A Markdown file with commands and code that are true: what stands in it can be run, and compared.
///
/// A block of the language `console` holds command lines, which begin with `$ `, each followed by its output. A line that is
/// `…` stands for any lines, `…` within a line for any text. A comment before a block says more of it:
///
/// - `<!-- needs: MLflow -->`: the commands are run where MLflow is installed, with a server at `http://localhost:5000`.
/// - `<!-- built -->`: the commands are run only where projects are really built.
/// - `<!-- shows: PATH -->`: the block is part of that file, below the folder that the commands have gone to.
/// - `<!-- writes: PATH -->`: the block becomes that file.
struct Article {
    let url: URL
    private(set) var lines: [String]
    /// The blocks from the last to the first, so that a block that is replaced leaves the places of the others as they are.
    let blocks: [Block]

    init(_ url: URL) throws {
        self.url = url
        lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
        blocks = Block.all(in: lines)
    }

    /// Puts other lines in the place of a block's.
    mutating func replace(_ block: Block, by new: [String]) { lines.replaceSubrange(block.range, with: new) }

    func write() throws { try lines.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8) }
}

/// A block of code in an article.
struct Block {
    /// What the comment before a block says.
    enum Directive: Equatable {
        case needs(String), built, shows(String), writes(String)
    }

    let language: String
    let directive: Directive?
    /// The lines between the fences.
    let range: Range<Int>
    let content: [String]

    static func all(in lines: [String]) -> [Block] {
        var blocks: [Block] = []
        var index = 0
        while index < lines.count {
            guard lines[index].hasPrefix("```") else {
                index += 1
                continue
            }
            let start = index + 1
            let end = lines[start...].firstIndex { $0.hasPrefix("```") } ?? lines.count
            let before = lines[..<index].last { !$0.allSatisfy(\.isWhitespace) } ?? ""
            blocks.append(
                Block(
                    language: String(lines[index].dropFirst(3)), directive: Directive(before), range: start..<end,
                    content: Array(lines[start..<end])))
            index = end + 1
        }
        return blocks
    }
}

extension Block.Directive {
    init?(_ line: String) {
        guard let comment = line.wholeMatch(of: /<!-- (?<word>[a-z ]+)(?:: (?<rest>.+))? -->/) else { return nil }
        let rest = String(comment.rest ?? "")
        switch comment.word {
        case "needs": self = .needs(rest)
        case "built": self = .built
        case "shows": self = .shows(rest)
        case "writes": self = .writes(rest)
        default: return nil
        }
    }
}
