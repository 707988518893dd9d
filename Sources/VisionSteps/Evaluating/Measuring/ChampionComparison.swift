/// How a model stands to the champion: the model that it would replace.
struct ChampionComparison: Codable, Hashable, Sendable {
    /// The version, such as `road_sign:3`.
    let version: String
    /// The name by which it was asked for, such as `road_sign@champion`.
    let name: String
    /// `nil` where the two can't be compared.
    let comparison: PairedComparison?
    /// Why they can't be compared.
    let obstacle: String?

    init(version: String, name: String, _ comparison: PairedComparison) {
        self.version = version
        self.name = name
        self.comparison = comparison
        obstacle = nil
    }

    init(version: String, name: String, obstacle: String) {
        self.version = version
        self.name = name
        self.obstacle = obstacle
        comparison = nil
    }

    /// Whether the model is known to be right on more images than the champion.
    var isBetter: Bool { comparison?.isNewBetter ?? false }
}
