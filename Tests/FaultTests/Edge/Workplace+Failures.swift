import Database
import ProgramTesting

extension Workplace {
    /// The kinds of failure that the registry has of all steps, each once.
    func kindsOfFailure() throws -> [String] {
        var connection = try Connection(path: "\(project)/registry/registry.sqlite", access: .readOnly)
        return try connection.query("SELECT DISTINCT failure FROM step WHERE failure IS NOT NULL ORDER BY failure") {
            row -> String in try row[0]
        }
    }
}
