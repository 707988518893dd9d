/// A program that the machine is to call every minute, in a folder and with an environment.
///
/// The program itself decides whether there is anything to do: cron knows no time zones, and neither it nor a timer can
/// tell a time that was missed from one that was not.
public struct MinutelyCall: Hashable, Sendable {
    /// What tells the call from others of one project.
    public var name: String
    /// What tells projects apart that have calls of the same name: the folder with the state.
    public var project: String
    /// The folder to call the program in.
    public var folder: String
    /// The variables that the program sees beside those that cron sets: `HOME`, `LOGNAME` and `SHELL`.
    public var environment: [String: String]
    /// The program by its absolute path, and its arguments.
    public var words: [String]

    public init(name: String, project: String, folder: String, environment: [String: String], words: [String]) {
        self.name = name
        self.project = project
        self.folder = folder
        self.environment = environment
        self.words = words
    }
}
