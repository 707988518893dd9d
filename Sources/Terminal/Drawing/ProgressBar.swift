/// A bar that fills from left to right, as text.
public struct ProgressBar: Sendable {
    /// The characters that a bar is drawn with.
    public enum Characters: Sendable {
        /// `█████▌····`: block elements, an eighth of a column fine.
        case blocks
        /// `[#####....]`: for terminals without Unicode.
        case ascii
    }

    private let width: Int
    private let characters: Characters

    /// Makes a bar of a number of columns.
    public init(width: Int = 20, characters: Characters = .blocks) {
        self.width = max(width, 3)
        self.characters = characters
    }

    /// Draws the bar.
    ///
    /// - Parameter fraction: How much is done, from 0 to 1; what lies outside is taken for the nearer end.
    /// - Returns: Text of exactly the bar's width; it is full only when everything is done.
    public func text(_ fraction: Double) -> String {
        let done = fraction.isNaN ? 0 : min(max(fraction, 0), 1)
        switch characters {
        case .blocks:
            let eighths = Int(done * Double(width * 8))
            let full = String(repeating: "█", count: eighths / 8)
            let part = eighths % 8 == 0 ? "" : String(Self.partial[eighths % 8 - 1])
            return full + part + String(repeating: "·", count: width - full.count - part.count)
        case .ascii:
            let full = Int(done * Double(width - 2))
            return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: width - 2 - full) + "]"
        }
    }

    private static let partial: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
