internal import ContentHash

extension GraphBuilder {
    /// Declares a secret that whoever starts the pipeline provides, beside the command line.
    ///
    /// Its value is that of the variable `PIPELINE_SECRET_NAME`, in capitals, or the content of the file
    /// `registry/secrets/NAME`, which must be readable by its owner alone.
    ///
    /// ```swift
    /// let token = graph.secret("hub_token", help: "Reads the private data set.")
    /// let fetch = graph.step("fetch", Fetch(url: url, token: token))
    /// ```
    /// - Parameters:
    ///   - name: The name of the parameter.
    ///   - help: What it opens, in one sentence.
    ///   - isKeyed: Whether another value makes the steps run again that take it. The action key then has a digest of it
    ///     that is made with a key of the project. Without, nothing of it is recorded: right for a password that
    ///     changes every month and opens the same data.
    ///   - fileID: The file that it is declared in, for messages.
    ///   - line: The line that it is declared at.
    /// - Returns: What steps take as a ``Secret``.
    public mutating func secret(
        _ name: String, help: String = "", isKeyed: Bool = true, fileID: String = #fileID, line: Int = #line
    ) -> Reference<Secret> {
        graph.parameters.append(
            Parameter(
                name: name, type: .secret, defaultValue: SecretReference(name, isKeyed: isKeyed).json, minimum: nil,
                maximum: nil, choices: nil, help: help, location: SourceLocation(fileID: fileID, line: line)))
        return Reference(.parameter(name))
    }
}
