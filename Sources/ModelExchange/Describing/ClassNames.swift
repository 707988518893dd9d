internal import ContentHash
internal import FileSystem

/// The names of classes, as the report of an evaluation tells them.
public enum ClassNames {
    /// Reads the names of the classes.
    /// - Parameter evaluation: The report, or the folder with the report as `report.json`.
    /// - Returns: The names by class id; none where the evaluation tells none.
    public static func read(evaluation: String) -> [String] {
        let isFolder = (try? FileStatus.ifPresent(evaluation))?.kind == .folder
        guard let report = json(isFolder ? "\(evaluation)/report.json" : evaluation),
            let classes = report["classes"]?.array
        else { return [] }
        let names = classes.enumerated().compactMap { index, item in
            item["id"]?.number == Double(index) ? item["name"]?.string : nil
        }
        return names.count == classes.count ? names : []
    }

    /// Reads the names from the list that is exported with a model; none where there is no such list.
    static func read(list: String) -> [String] { json(list)?.array?.compactMap(\.string) ?? [] }

    private static func json(_ path: String) -> JSON? {
        (try? Files.readText(path)).flatMap { try? JSON(parsing: $0) }
    }
}
