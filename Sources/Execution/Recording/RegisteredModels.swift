/// What came of the models that a step registered.
public struct RegisteredModels: Sendable {
    /// The versions, new or, where the same model and evaluation were registered before, old.
    public let versions: [ModelVersionName]
    /// The aliases that moved to them.
    public let promotions: [Promotion]
    /// What whoever started the run should know, such as why an alias did not move.
    public let warnings: [String]

    public init(versions: [ModelVersionName], promotions: [Promotion] = [], warnings: [String] = []) {
        self.versions = versions
        self.promotions = promotions
        self.warnings = warnings
    }
}

/// An alias that a run moved to a version.
public struct Promotion: Hashable, Sendable {
    public let version: ModelVersionName
    public let alias: String
    /// The version at which it was before; `nil` where it is new.
    public let previous: Int?

    public init(version: ModelVersionName, alias: String, previous: Int?) {
        self.version = version
        self.alias = alias
        self.previous = previous
    }
}
