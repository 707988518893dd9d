internal import FileSystem
internal import PipelineKit

/// Where the secrets of a project come from: variables of the environment, and files that only their owner can read.
///
/// Runs that cron starts see no environment, so theirs come from files.
struct SecretSource: Sendable {
    /// Where a secret is.
    enum Place: Hashable, Sendable {
        case variable(String)
        case file(String)
    }

    /// The variables of the environment that hold secrets, which nothing else of this process looks at.
    let variables: [String: String]
    /// The folder with a file for each secret.
    let folder: String

    init(_ session: Session, _ project: Project) {
        variables = session.secretVariables
        folder = "\(project.home)/registry/secrets"
    }

    /// What to do to provide a secret.
    func advice(_ name: String) -> String {
        "set \(Secret.variable(named: name)), or write it to '\(folder)/\(name)' with the mode 600"
    }

    /// Finds where a secret is, without reading it; `nil` where it is nowhere.
    func place(of name: String) -> Place? {
        let variable = Secret.variable(named: name)
        if variables[variable] != nil { return .variable(variable) }
        let file = "\(folder)/\(name)"
        return (try? FileStatus(ofLink: file)) == nil ? nil : .file(file)
    }

    /// Reads a secret.
    /// - Throws: `CommandFailure` where it is nowhere, where others can read it too, or where it is none.
    func secret(_ name: String) throws(CommandFailure) -> Secret {
        let text: String
        switch place(of: name) {
        case .variable(let variable): text = variables[variable] ?? ""
        case .file(let path): text = try content(of: path, name)
        case nil: throw CommandFailure("the secret `\(name)` is nowhere: \(advice(name))")
        }
        guard text.utf8.count >= Secret.leastLength else {
            throw CommandFailure(
                "the secret `\(name)` is shorter than \(Secret.leastLength) bytes: it could be guessed, and not be told "
                    + "from other text in a log; use a longer one")
        }
        guard !text.utf8.contains(0) else {
            throw CommandFailure("the secret `\(name)` has a NUL character in it; encode it, in base64 say")
        }
        return Secret(text)
    }

    /// Reads a file, whose last line break is no part of the secret.
    private func content(of path: String, _ name: String) throws(CommandFailure) -> String {
        let bytes: [UInt8]
        do throws(PrivateFileError) { bytes = try PrivateFile.read(path) } catch {
            throw CommandFailure("the secret `\(name)`: \(error)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("the secret `\(name)`: '\(path)' is no text in UTF-8; encode it, in base64 say")
        }
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
