import Foundation

extension Workplace {
    /// What a query of the registry finds: a line for each row, with bars between its values.
    package func askRegistry(_ query: String) throws -> [String] {
        let script = """
            import sqlite3, sys
            connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
            for row in connection.execute(sys.argv[2]): print(*row, sep="|")
            """
        let file = "\(project)/registry/registry.sqlite"
        let answer = try Outcome.of("/usr/bin/env", ["python3", "-c", script, file, query])
        guard answer.code == 0 else { throw NoPython(outcome: answer) }
        return answer.output.split(separator: "\n").map(String.init)
    }

    /// The files below a folder, as paths relative to it, sorted; none where there is no such folder.
    package func files(below folder: String) throws -> [String] {
        guard exists(folder) else { return [] }
        let root = "\(path)/\(folder)"
        return try FileManager.default.subpathsOfDirectory(atPath: root).filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }
}
