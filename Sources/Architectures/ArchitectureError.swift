internal import Suggestions

/// Why there is no network of a kind.
public enum ArchitectureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No architecture has this name.
    case unknown(String)
    /// The images are too small for the architecture.
    case tooSmall(Architecture, imageSize: Int)

    /// What is wrong, as a clause.
    public var description: String {
        switch self {
        case .unknown(let name):
            let names = Architecture.allCases.map(\.rawValue)
            let closest = suggestion(for: name, among: names)
            let advice = closest.isEmpty ? "; there are \(names.joined(separator: ", "))" : closest
            return "there is no architecture '\(name)'\(advice)"
        case .tooSmall(let architecture, let size):
            let least = architecture.smallestImage
            return "images of \(architecture.rawValue) have at least \(least) × \(least) pixels, not \(size) × \(size)"
        }
    }
}
