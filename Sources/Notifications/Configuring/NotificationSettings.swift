internal import ContentHash
internal import FileSystem
public import PipelineKit

/// Who is to be told of what on this machine: the file `registry/config.json`.
///
/// ```json
/// {
///   "link": "https://ml.example.org/runs/{run}",
///   "notify": [
///     {"name": "team", "webhook": "https://chat.example.org/hooks/1", "secret_file": "hook.key",
///      "on": ["failure", "recovery", {"metric_fell": "accuracy", "by": 0.01}], "pipelines": ["road_sign"]},
///     {"email": "ada@example.org", "on": ["new_model_version"]},
///     {"command": ["notify-send", "pipeline"], "on": ["failure"], "template": "{pipeline}: {error}"}
///   ]
/// }
/// ```
///
/// A mistake in one entry concerns that entry alone: the others are told.
public struct NotificationSettings: Sendable {
    /// The address of a run, with `{run}` and `{pipeline}` in it.
    public let link: NotificationTemplate?
    public let recipients: [Recipient]
    public let mistakes: [SettingsMistake]

    /// Reads the configuration; a file that is not there tells nobody.
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - pipelines: The names of all pipelines.
    public init(path: String, pipelines: [String]) {
        var reader = SettingsReader(file: path, pipelines: pipelines)
        var document: JSON?
        do throws(SystemError) {
            let bytes = try Files.read(path)
            do throws(JSONError) {
                document = try JSON(parsing: bytes)
            } catch {
                reader.note("", "not JSON: \(error.message), \(Self.place(of: error.offset, in: bytes))")
            }
        } catch {
            if !error.isMissing { reader.note("", "it can't be read: \(error)") }
        }
        let settings = document.map { reader.settings($0) }
        link = settings?.link
        recipients = settings?.recipients ?? []
        mistakes = reader.mistakes
    }

    /// A place as an editor shows it.
    private static func place(of offset: Int, in bytes: [UInt8]) -> String {
        let lines = bytes.prefix(offset).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let column = lines.last.map { String(decoding: $0, as: UTF8.self).count } ?? 0
        return "line \(lines.count), column \(column + 1)"
    }
}
