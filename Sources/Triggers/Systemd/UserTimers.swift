internal import FileSystem
internal import Glibc
internal import Processes

/// The timers of the user who runs this program, in a machine that systemd runs.
public struct UserTimers: Sendable {
    private let environment: [String: String]

    /// - Parameter environment: The variables of the process; `HOME` or `XDG_CONFIG_HOME` says where units are kept.
    public init(environment: [String: String]) { self.environment = environment }

    /// The folder that systemd reads a user's units from.
    public var folder: String {
        let configuration = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return "\(configuration ?? "\(environment["HOME"] ?? "")/.config")/systemd/user"
    }

    /// Finds out whether systemd can be asked at all.
    public func check() throws(TriggerError) {
        guard (try? FileStatus(of: "/run/systemd/system"))?.kind == .folder else {
            throw .noSystemd("it does not run this machine (there is no /run/systemd/system)")
        }
    }

    /// Whether systemd runs the user's timers also while the user is not logged in; `loginctl enable-linger` sees to it.
    public static var areLingering: Bool {
        guard let user = getpwuid(getuid()) else { return false }
        return (try? FileStatus(of: "/var/lib/systemd/linger/\(String(cString: user.pointee.pw_name))")) != nil
    }

    /// Writes the units of a call and starts its timer.
    public func add(_ call: MinutelyCall) async throws(TriggerError) {
        try check()
        let units = TimerUnits(call)
        do throws(SystemError) {
            try Folders.create(folder)
            try Files.write(units.service, to: "\(folder)/\(units.name).service")
            try Files.write(units.timer, to: "\(folder)/\(units.name).timer")
        } catch { throw .file(error) }
        do throws(TriggerError) {
            try await systemctl(["daemon-reload"])
            try await systemctl(["enable", "--now", "\(units.name).timer"])
        } catch {
            try? removeFiles(of: units)
            throw error
        }
    }

    /// Stops the timer of a call and removes its units; does nothing where there are none.
    public func remove(_ call: MinutelyCall) async throws(TriggerError) {
        guard isThere(call) else { return }
        let units = TimerUnits(call)
        try check()
        try await systemctl(["disable", "--now", "\(units.name).timer"])
        do throws(SystemError) { try removeFiles(of: units) } catch { throw .file(error) }
        try await systemctl(["daemon-reload"])
    }

    /// Whether the timer's file is there.
    public func isThere(_ call: MinutelyCall) -> Bool {
        (try? FileStatus(of: "\(folder)/\(TimerUnits(call).name).timer")) != nil
    }

    private func removeFiles(of units: TimerUnits) throws(SystemError) {
        try Files.remove("\(folder)/\(units.name).timer")
        try Files.remove("\(folder)/\(units.name).service")
    }

    private func systemctl(_ arguments: [String]) async throws(TriggerError) {
        let complaints = "\(folder)/.pipeline-\(getpid()).log"
        defer { unlink(complaints) }
        let child = ChildProcess(
            "systemctl", arguments: ["--user"] + arguments, environment: environment, workingDirectory: "/",
            standardError: complaints, timeout: .seconds(60))
        let end: ProcessEnd
        do throws(ProcessError) { end = try await child.run() } catch {
            if error.code == .notFoundInPath { throw .noSystemd("there is no program 'systemctl' in PATH") }
            throw .process(error)
        }
        guard end.reason != .exited(0) else { return }
        let text = (try? Files.readText(complaints)) ?? ""
        throw .systemctlFailed(
            ["--user"] + arguments, "\(end.reason)", text.split(whereSeparator: \.isNewline).joined(separator: "; "))
    }
}
