internal import ContentStore
internal import Execution
internal import Registry

/// Where the code of an earlier run can be had.
struct CodeAdvice: Sendable {
    /// What to know and to do, line by line; commands are indented.
    let lines: [String]

    /// Looks for the commit of the run where some step's code is not what it was.
    init(_ recorded: RecordedRun, now: [String: String], _ request: RunRequest, _ session: Session) async {
        guard let commit = recorded.facts["git.commit"], let repository = GitRepository(around: request.project.root)
        else {
            lines = ["no commit is recorded of that run, so that git can't tell where its code is"]
            return
        }
        let short = commit.prefix(12)
        var lines: [String] = []
        if commit == now["git.commit"] {
            lines.append("the commit is the same, \(short)")
        } else {
            let command = GitCommand(
                ["-C", repository.root, "cat-file", "-e", "\(commit)^{commit}"], environment: session.environment,
                scratch: "\(request.store.root)/staging")
            if await command.output(within: .seconds(10)) == nil {
                lines.append("the code was that of the commit \(short), which the repository does not have any more")
            } else {
                let place = "\(repository.root)-\(short)"
                lines += [
                    "the code was that of the commit \(short); check it out beside this one, build it, and ask there:",
                    "  git -C \(Self.quoted(repository.root)) worktree add --detach \(Self.quoted(place)) \(commit)",
                    "  cd \(Self.quoted(place)) && PIPELINE_HOME=\(Self.quoted(request.project.home)) pipeline reproduce "
                        + "\(recorded.run.id)",
                ]
            }
        }
        if recorded.facts["git.dirty"] == "yes" {
            let diff = recorded.facts["git.diff"] ?? ""
            lines.append(
                diff == now["git.diff"]
                    ? "what was not committed then is what is not committed now"
                    : "files were not committed then, so that git does not have them (digest \(diff.prefix(12)))")
        }
        self.lines = lines
    }

    /// A path as a shell takes it.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+".contains($0)) }
        return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }
}
