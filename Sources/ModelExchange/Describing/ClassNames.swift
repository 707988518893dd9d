internal import ContentHash
internal import FileSystem
internal import PipelineKit

/// The names of classes, as the report of an evaluation tells them.
enum ClassNames {
    /// Reads the names of the classes.
    /// - Parameters:
    ///   - evaluation: The report, or the folder with the report as `report.json`.
    ///   - form: Which of them it is.
    /// - Returns: The names by class id; none where the evaluation tells none.
    static func read(evaluation: String, _ form: ArtifactForm) -> [String] {
        let path = form == .folder ? "\(evaluation)/report.json" : evaluation
        guard let text = try? Files.readText(path), let report = try? JSON(parsing: text),
            let classes = report["classes"]?.array
        else { return [] }
        let names = classes.enumerated().compactMap { index, item in
            item["id"]?.number == Double(index) ? item["name"]?.string : nil
        }
        return names.count == classes.count ? names : []
    }
}
