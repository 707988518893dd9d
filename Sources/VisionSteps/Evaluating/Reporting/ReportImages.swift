internal import FileSystem
internal import Imaging
internal import PipelineKit
internal import RecordIO
internal import TrainingJob

/// The images that a report shows, out of the shards that were classified.
struct ReportImages: Sendable {
    /// PNG files by their place in the order of shards and records.
    let files: [Int: [UInt8]]
    /// For each class the place of the image that shows it best; `nil` for one without images.
    let examples: [Int?]

    /// Reads the images that a report names, and one for each class.
    /// - Throws: `StepFailure` where the shards do not hold what was classified, and what is wrong with a damaged record.
    init(of report: EvaluationReport, _ predictions: Predictions, in shards: Shards) throws {
        var best = [(index: Int, probability: Float)?](repeating: nil, count: report.classes.count)
        for (index, prediction) in predictions.enumerated() {
            let own = prediction.probabilities[prediction.trueClass]
            if own > best[prediction.trueClass]?.probability ?? -1 { best[prediction.trueClass] = (index, own) }
        }
        examples = best.map { $0?.index }
        let named = (report.confidentMistakes + report.highestLosses).map(\.index)
        files = try Self.read(Set(named).union(examples.compactMap { $0 }), of: predictions, in: shards)
    }

    /// Shows what is given, as a test does.
    init(files: [Int: [UInt8]], examples: [Int?]) {
        self.files = files
        self.examples = examples
    }

    private static func read(
        _ wanted: Set<Int>, of predictions: Predictions, in shards: Shards
    ) throws -> [Int: [UInt8]] {
        var files: [Int: [UInt8]] = [:]
        var place = 0
        let names = try Folders.names(in: shards.path).filter { $0.hasSuffix(".rec") }
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            var reader = try RecordReader(file: "\(shards.path)/\(name)")
            while let payload = try reader.next() {
                defer { place += 1 }
                guard wanted.contains(place) else { continue }
                let record = try ImageRecord(decoding: payload)
                guard record.id == predictions[place].id else {
                    throw StepFailure(
                        "the record \(place) of '\(shards.path)' has the id \(record.id), but the one that was classified "
                            + "has \(predictions[place].id); start the run again", kind: .inputChanged)
                }
                files[place] = try png(record.image)
            }
        }
        return files
    }

    /// An encoded image as browsers and readers of the report surely have it.
    private static func png(_ bytes: [UInt8]) throws -> [UInt8] {
        try ImageHeader(of: bytes).format == .png ? bytes : Image(decoding: bytes).encodedPNG()
    }
}
