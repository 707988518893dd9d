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
    /// The text as one word of a shell: as it is where no character of it means anything there, and else in single quotes.
    public var shellWord: String {
        let isPlain = utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "_-./:,=@+".utf8.contains(byte)
            }
        }
        return isPlain && !isEmpty ? self : singleQuoted
    }

    /// The text as one word of a shell, in single quotes.
    var singleQuoted: String {
        "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
