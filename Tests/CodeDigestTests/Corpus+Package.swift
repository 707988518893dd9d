extension Corpus {
    /// Four steps that lean on most of what the language has to offer.
    static let package = Corpus(files: [
        "PipelineKit/Step.swift": """
        public protocol Step: Codable, Sendable {
            associatedtype Output: Codable & Sendable
            static var version: Int { get }
            func run(in context: StepContext) async throws -> Output
        }
        extension Step {
            public static var version: Int { 1 }
            public func describe() -> String { frameworkName }
        }
        let frameworkName = "framework"
        public struct StepContext: Sendable {
            public func value<Value>(of reference: Reference<Value>) -> Value { reference.value }
            public func log(_ text: String) { print(frameworkName, text) }
        }
        """,
        "PipelineKit/Reference.swift": """
        public struct Reference<Value: Codable & Sendable>: Codable, Sendable {
            public var value: Value
        }
        """,
        "ContentHash/Hash.swift": """
        public func fingerprint(_ text: String, seed: Int = 31) -> Int { text.utf8.reduce(seed) { $0 &* 7 &+ Int($1) } }
        public func unusedHash(_ text: String) -> Int { text.count }
        """,
        "CCodecs/include/codecs.h": """
        #ifndef CODECS_H
        #define CODECS_H
        #define SCALE(x) ((x) * 2)
        int decode_byte(int byte); /* declared here */
        #endif
        """,
        "CCodecs/codecs.c": """
        #include "codecs.h"

        // Decodes one byte.
        static const char *name = "not // a comment";
        int decode_byte(int byte) {
            return SCALE(byte) + name[0];
        }
        """,
        "Imaging/Image.swift": """
        import CCodecs

        public struct Image: Codable, Sendable {
            public enum Format: String, Codable, Sendable { case ppm, png }
            public var pixels: [Double]
            public var format = Format.ppm
            public init(pixels: [Double]) { self.pixels = pixels }
            public var brightness: Double { pixels.reduce(0, +) / Double(pixels.count) }
            public static func decode(_ byte: Int32) -> Image { Image(pixels: [Double(decode_byte(byte))]) }
        }
        """,
        "Imaging/Additions.swift": """
        extension String {
            public var slug: String { lowercased().split(separator: " ").joined(separator: "-") }
        }
        extension String {
            public var shouted: String { uppercased() }
        }
        extension Array {
            public subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
        }
        extension Double {
            public init(percent: Int) { self = Double(percent) / 100 }
        }
        """,
        "Imaging/Scoring.swift": """
        public protocol Scored { var raw: Double { get } }
        extension Scored {
            public func score() -> Double { raw * 2 }
        }
        @propertyWrapper public struct Clamped: Codable, Sendable {
            public var wrappedValue: Double { didSet { wrappedValue = min(max(wrappedValue, 0), 1) } }
            public init(wrappedValue: Double) { self.wrappedValue = wrappedValue }
        }
        @resultBuilder public enum ListBuilder {
            public static func buildBlock(_ parts: String...) -> [String] { parts }
        }
        """,
        "Vision/Split.swift": """
        public import PipelineKit
        import Imaging

        /// Splits a folder.
        public struct Split: Step {
            public struct Output: Codable, Sendable { public var training: [String] }
            var folder: Reference<String>
            public func run(in context: StepContext) async throws -> Output {
                // The names, in order.
                let name = context.value(of: folder).slug
                let text = \"""
                    first
                    second
                    \"""
                return Output(training: [name, text] <+> list { "a"; "b" })
            }
        }

        func list(@ListBuilder _ content: () -> [String]) -> [String] { content() }
        """,
        "Vision/Train.swift": """
        public import PipelineKit
        import Imaging

        public struct Train: Step {
            public struct Output: Codable, Sendable { public var loss: Double }
            @Clamped var rate = 0.1
            public func run(in context: StepContext) async throws -> Output {
                var weight = 0.0
                for value in smooth(Image.decode(3).pixels) { weight += value * rate }
                return Output(loss: makeModel().predict(weight) * scale - Double(Counter()(2)))
            }
        }
        """,
        "Vision/Evaluate.swift": """
        public import PipelineKit
        import ContentHash
        import Imaging

        public struct Evaluate: Step {
            public struct Output: Codable, Sendable {
                public var confusionMatrix: [[Int]]
                public var score: Double
            }
            var images: [Image]
            public func run(in context: StepContext) async throws -> Output {
                let bright = images.map(\\.brightness).filter { $0 > tolerance() }
                let label: Label = switch bright.count {
                case Threshold(3): .sign(bright.count)
                default: .none
                }
                return Output(
                    confusionMatrix: confusionMatrix(of: [label.number, fingerprint("x")]),
                    score: Metrics(raw: bright.first ?? 0).score())
            }
        }

        private func confusionMatrix(of labels: [Int]) -> [[Int]] { labels.map { [$0] } }
        """,
        "Vision/Register.swift": """
        public import PipelineKit

        public struct Register: Step {
            public struct Output: Codable, Sendable { public var version: Int }
            var evaluation: Reference<Evaluate.Output>
            public func run(in context: StepContext) async throws -> Output {
                let evaluation = context.value(of: evaluation)
                return Output(version: evaluation.confusionMatrix.count + sorted([Version(1), Version(0)]))
            }
        }

        struct Version { let number: Int; init(_ number: Int) { self.number = number } }
        extension Version: Comparable {}
        func < (lhs: Version, rhs: Version) -> Bool { lhs.number < rhs.number }
        func sorted(_ versions: [Version]) -> Int { versions.sorted()[0].number }
        """,
        "Vision/Helpers.swift": """
        func smooth(_ values: [Double]) -> [Double] { values.map { $0 / kernel() } }
        func kernel() -> Double { 3 }
        let scale = 1.5
        typealias Pair = (Int, Int)
        func makeModel() -> Model { Linear() }
        class Model { func predict(_ x: Double) -> Double { x } }
        final class Linear: Model { override func predict(_ x: Double) -> Double { 2 * x + offset(x) } }
        func offset<Value: BinaryFloatingPoint>(_ value: Value, by pair: Pair = (1, 2)) -> Value { value + Value(pair.0) }
        struct Counter { func callAsFunction(_ count: Int) -> Int { count + 1 } }

        precedencegroup Joining { higherThan: AdditionPrecedence }
        infix operator <+>: Joining
        func <+> (lhs: [String], rhs: [String]) -> [String] { lhs + rhs }

        enum Label { case none, sign(Int); var number: Int { if case .sign(let number) = self { number } else { -1 } } }
        struct Threshold { let limit: Int; init(_ limit: Int) { self.limit = limit } }
        func ~= (pattern: Threshold, value: Int) -> Bool { value > pattern.limit }
        struct Metrics: Scored { var raw: Double }
        #if SLOW
        func tolerance() -> Double { 0.1 }
        #else
        func tolerance() -> Double { 0.2 }
        #endif
        func nobody() -> Int { 1 }
        extension Step { func banner() -> String { "banner" } }
        extension StepContext { func note() -> String { "note" } }
        """,
    ])
}
