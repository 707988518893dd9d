/// A shell that completion scripts can be made for.
public enum Shell: String, Sendable, CaseIterable {
    case bash
    case zsh
    case fish
}

extension CommandLineInterface {
    /// A script that teaches a shell to complete the program's commands, options and values.
    public func completionScript(for shell: Shell) -> String {
        switch shell {
        case .bash: bashScript
        case .zsh: zshScript
        case .fish: fishScript
        }
    }
}

extension String {
    /// The text as one word of a shell, in single quotes.
    var singleQuoted: String {
        "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
