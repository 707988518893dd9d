/// Replaces texts that must not be seen in bytes that arrive in arbitrary pieces.
public struct TextMask: Sendable {
    /// What is seen in the place of a hidden text.
    public static let replacement = "***"

    /// The texts to hide, the longest first, so that one inside another doesn't leave the rest of it.
    private let hidden: [[UInt8]]
    /// Whether a byte begins one of them.
    private let begins: [Bool]
    /// What may be the beginning of a hidden text, until more is known.
    private var pending: [UInt8] = []

    /// Hides texts.
    /// - Parameter texts: What is to be hidden; empty ones are none.
    public init(_ texts: some Sequence<String>) {
        hidden = Set(texts).filter { !$0.isEmpty }.map { Array($0.utf8) }.sorted { $0.count > $1.count }
        var begins = [Bool](repeating: false, count: 256)
        for text in hidden { begins[Int(text[0])] = true }
        self.begins = begins
    }

    /// Returns what can be shown once more bytes have come.
    /// - Parameter bytes: The next bytes.
    /// - Returns: The bytes so far without hidden texts; what may be the beginning of one is held back.
    public mutating func masked(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        pending += bytes
        var shown: [UInt8] = []
        shown.reserveCapacity(pending.count)
        var position = 0
        search: while position < pending.count {
            if begins[Int(pending[position])] {
                let rest = pending[position...]
                for text in hidden where rest.starts(with: text.prefix(rest.count)) {
                    // A longer text may still come of it, so a shorter one has to wait.
                    guard text.count <= rest.count else { break search }
                    shown += Array(Self.replacement.utf8)
                    position += text.count
                    continue search
                }
            }
            shown.append(pending[position])
            position += 1
        }
        pending.removeFirst(position)
        return shown
    }

    /// Returns what was held back, when nothing more comes.
    /// - Returns: The rest, without hidden texts.
    public mutating func finish() -> [UInt8] {
        var rest = pending[...]
        pending = []
        var shown: [UInt8] = []
        while let byte = rest.first {
            if let text = hidden.first(where: { rest.starts(with: $0) }) {
                shown += Array(Self.replacement.utf8)
                rest = rest.dropFirst(text.count)
            } else {
                shown.append(byte)
                rest = rest.dropFirst()
            }
        }
        return shown
    }

    /// Returns a whole text without hidden ones.
    /// - Parameter text: A text that is all there.
    /// - Returns: What can be shown of it.
    public func masked(_ text: String) -> String {
        var mask = self
        return String(decoding: mask.masked(text.utf8) + mask.finish(), as: UTF8.self)
    }
}
