/// What a model is exported as.
public enum ExportForm: Hashable, Sendable {
    case folder
    case archive(Compression)

    /// What the name of the destination asks for.
    public init(destination: String) {
        self = Compression(fileName: destination).map(ExportForm.archive) ?? .folder
    }
}
