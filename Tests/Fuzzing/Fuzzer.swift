import Glibc

/// Parsers that get bytes which nobody vouches for, and what must hold whatever these are.
struct Fuzzer: Sendable {
    /// What one parser is asked, and what must hold of its answer; the bytes are all its own.
    typealias Trial = @Sendable ([UInt8]) throws -> Void

    let name: String
    /// The first byte of an input chooses one of them; new ones go to the end, for the corpus knows the others' places.
    let trials: [Trial]

    static let all = [json, documents, records, images, tables, weights, archives, calendar, commands]

    /// The fuzzer that the variable `FUZZER` names.
    static let chosen: Fuzzer = {
        let name = getenv("FUZZER").map { String(cString: $0) } ?? ""
        guard let fuzzer = all.first(where: { $0.name == name }) else {
            fatalError("FUZZER is '\(name)'; it must be one of \(all.map(\.name).joined(separator: ", "))")
        }
        return fuzzer
    }()

    func run(_ input: [UInt8]) {
        guard let choice = input.first, Int(choice) < trials.count else { return }
        do {
            try trials[Int(choice)](Array(input.dropFirst()))
        } catch {
            fatalError("a parser failed with an error that is not its own: \(error)")
        }
    }
}

/// What a parser makes of something, or `nil` where it refuses it with an error of its own; other errors go on.
func accepted<Value, Refusal: Error>(_ refusal: Refusal.Type, _ parse: () throws -> Value) throws -> Value? {
    do { return try parse() } catch is Refusal { return nil }
}

/// Ends the program where what must hold does not.
func must(_ holds: Bool, _ what: @autoclosure () -> String) {
    if !holds { fatalError("it must hold that \(what())") }
}

/// The text of some bytes, whatever they are.
func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
