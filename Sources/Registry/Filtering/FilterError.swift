/// A mistake in a filter or an order, and where it is.
public struct FilterError: Error, Hashable {
    /// What is wrong, as a sentence.
    public let message: String
    /// The whole text.
    public let text: String
    /// The characters that are wrong, counted from 0; empty at the end where something is missing.
    public let place: Range<Int>

    init(_ message: String, in text: String, at place: Range<Int>) {
        self.message = message
        self.text = text
        self.place = place
    }
}

extension FilterError: CustomStringConvertible {
    /// The mistake, with the text below it and carets below the place.
    public var description: String {
        guard text.contains(where: { !$0.isWhitespace }) else { return message }
        // A line break or a tab would move the carets away from the place.
        let line = text.map { $0.isWhitespace ? " " : String($0) }.joined()
        let carets = String(repeating: "^", count: max(1, place.count))
        return "\(message)\n  \(line)\n  \(String(repeating: " ", count: place.lowerBound))\(carets)"
    }
}
