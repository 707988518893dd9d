/// Why a model could not be exported or imported.
public struct ExchangeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is in the way.
    public enum Code: Hashable, Sendable {
        /// The place to export to is taken, or cannot take what is to be exported.
        case destination
        /// What is to be imported is not there, or is no exported model.
        case source
        /// What is to be imported is not what was exported.
        case damaged
        /// An object of the model is missing or damaged in this project's own store.
        case lost
        /// A program that packs or unpacks failed.
        case program
        /// A tracking server refused, or is none.
        case server
    }

    public let code: Code
    /// What happened, to which thing, and what to do next.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
