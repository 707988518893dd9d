internal import PipelineKit

/// The corrupt images that a conversion met.
struct CorruptImages {
    /// How many there may be.
    let limit: Int
    private var found: [(path: String, reason: ImageConversion.Corrupt)] = []

    private static let namedAtMost = 10

    init(limit: Int) { self.limit = limit }

    var count: Int { found.count }

    mutating func add(_ path: String, _ reason: ImageConversion.Corrupt) { found.append((path, reason)) }

    /// Warns of each image that is left out.
    /// - Throws: `StepFailure` with their names where there are too many.
    func check(in context: StepContext) throws {
        guard count <= limit else {
            let named = found.prefix(Self.namedAtMost).map { "'\($0.path)': \($0.reason)" }
            let others = count > named.count ? "; and \(count - named.count) more" : ""
            throw StepFailure(
                "\(count == 1 ? "an image is" : "\(count) images are") corrupt, and max_corrupt is \(limit): "
                    + named.joined(separator: "; ") + others
                    + "; mend or remove \(count == 1 ? "it" : "them"), or allow so many with max_corrupt")
        }
        for (path, reason) in found { context.warn("left out the corrupt image '\(path)': \(reason)") }
    }
}
