/// A part of a program's manual that its commands do not tell: exit codes, files, variables.
public struct ManualSection: Sendable {
    let title: String
    let paragraphs: [String]
    let rows: [(term: String, description: String)]

    /// Makes a section.
    ///
    /// - Parameters:
    ///   - title: The heading, such as "Exit status".
    ///   - paragraphs: What is said before the rows.
    ///   - rows: Terms and what each means.
    public init(_ title: String, paragraphs: [String] = [], rows: [(term: String, description: String)] = []) {
        self.title = title
        self.paragraphs = paragraphs
        self.rows = rows
    }
}
