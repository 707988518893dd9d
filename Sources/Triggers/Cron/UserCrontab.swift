internal import FileSystem
internal import Processes

/// The crontab of the user who runs this program, read and written by crontab(1).
public struct UserCrontab: Sendable {
    private let environment: [String: String]

    /// - Parameter environment: The variables of the process; `crontab` is looked for in its `PATH`.
    public init(environment: [String: String]) {
        var visible = environment.filter { ["PATH", "HOME", "USER", "LOGNAME", "TMPDIR"].contains($0.key) }
        // What it says is read here.
        visible["LC_ALL"] = "C"
        self.environment = visible
    }

    /// Reads it; empty where the user has none.
    public func read() async throws(TriggerError) -> CrontabText {
        let folder = try folder()
        let answer = try await crontab(["-l"], in: folder)
        if answer.code == 0 { return CrontabText(answer.output) }
        if answer.complaint.hasPrefix("no crontab for") { return CrontabText() }
        throw .crontabFailed("read", answer.end, answer.complaint)
    }

    /// Changes it, while no other call of this function does; one that stays as it is is not written.
    public func edit(_ change: @Sendable (CrontabText) -> CrontabText) async throws(TriggerError) {
        let lock = try CrontabLock.taken(environment)
        defer { lock.release() }
        let old = try await read()
        let new = change(old)
        guard new != old else { return }
        let folder = try folder()
        // A crontab with nothing in it is removed, so that a user who had none has none again.
        var arguments = ["-r"]
        if !new.isEmpty {
            let file = "\(folder.path)/crontab"
            do throws(SystemError) { try Files.write(new.bytes, to: file) } catch { throw .file(error) }
            arguments = [file]
        }
        let answer = try await crontab(arguments, in: folder)
        guard answer.code == 0 else { throw .crontabFailed("written", answer.end, answer.complaint) }
    }

    /// A folder that nobody else sees, since commands in a crontab may hold secrets.
    private func folder() throws(TriggerError) -> PrivateFolder {
        do throws(SystemError) { return try PrivateFolder(environment: environment) } catch { throw .file(error) }
    }

    /// What crontab(1) answered.
    private struct Answer {
        let end: String
        let code: Int32?
        let output: [UInt8]
        let complaint: String
    }

    private func crontab(_ arguments: [String], in folder: borrowing PrivateFolder) async throws(TriggerError)
        -> Answer
    {
        let (output, complaints) = ("\(folder.path)/output", "\(folder.path)/complaints")
        let child = ChildProcess(
            "crontab", arguments: arguments, environment: environment, workingDirectory: folder.path,
            standardOutput: output, standardError: complaints, timeout: .seconds(60))
        let end: ProcessEnd
        do throws(ProcessError) { end = try await child.run() } catch {
            throw error.code == .notFoundInPath ? .noCrontab(path: error.context) : .process(error)
        }
        var code: Int32?
        if case .exited(let number) = end.reason { code = number }
        do throws(SystemError) {
            let text = try Files.readText(complaints)
            return Answer(
                end: "\(end.reason)", code: code, output: try Files.read(output),
                complaint: text.split(separator: "\n").joined(separator: "; "))
        } catch { throw .file(error) }
    }
}
