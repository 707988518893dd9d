internal import ContentHash
internal import FileSystem

/// The names of classes, as the report of an evaluation tells them.
enum ClassNames {
    /// Returns the names by class id; none where the file is no report with classes.
    static func read(report path: String) -> [String] {
        guard let text = try? Files.readText(path), let report = try? JSON(parsing: text),
            let classes = report["classes"]?.array
        else { return [] }
        let names = classes.enumerated().compactMap { index, item in
            item["id"]?.number == Double(index) ? item["name"]?.string : nil
        }
        return names.count == classes.count ? names : []
    }
}
