internal import ContentHash

/// A text with references in it, which is whole only when the pipeline runs.
///
/// ```swift
/// Fail("accuracy \(evaluation.accuracy) is below \(minimum)")
/// ```
public struct Text: Codable, Sendable, ExpressibleByStringInterpolation {
    /// One of the three is there.
    struct Piece: Codable, Sendable {
        var literal: String?
        var reference: Reference<JSON>?
        var output: String?
    }

    private let pieces: [Piece]

    public init(stringLiteral value: String) { pieces = [Piece(literal: value)] }
    public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// Collects the pieces of an interpolated text.
    public struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        public init(literalCapacity: Int, interpolationCount: Int) {}

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(Piece(literal: literal)) }
        }

        /// Adds a value that the run will know; an artifact as its path.
        public mutating func appendInterpolation<Value>(_ reference: Reference<Value>) {
            pieces.append(Piece(reference: reference.erased))
        }

        /// Secrets are for ``Secret/reveal()`` and for the environment of a command, not for texts.
        @available(*, unavailable, message: "a text would show the secret; give a command `secrets:`")
        public mutating func appendInterpolation(_ reference: Reference<Secret>) { fatalError("unavailable") }

        /// Adds a value that is known already.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible & Codable) {
            pieces.append(Piece(literal: "\(value)"))
        }

        /// Adds the path where the step is to write the output of this name.
        public mutating func appendInterpolation(output name: String) { pieces.append(Piece(output: name)) }
    }

    /// The whole text, where it has neither references nor outputs in it and so is known beforehand.
    public var literal: String? {
        let literals = pieces.compactMap(\.literal)
        return literals.count == pieces.count ? literals.joined() : nil
    }

    /// The outputs whose paths the text names.
    public var outputs: [String] {
        pieces.compactMap(\.output)
    }

    /// Returns the whole text, while a step runs; the closure knows the path of an output.
    public func resolved(outputPath: (String) -> String = { $0 }) -> String {
        pieces.map { piece in
            piece.literal ?? piece.reference?.wrappedValue.displayText ?? piece.output.map(outputPath) ?? ""
        }.joined()
    }
}
