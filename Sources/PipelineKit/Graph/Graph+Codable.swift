extension Graph: Codable {
    private enum Key: CodingKey { case name, parameters, steps, maps, notifications }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(name: try container.decode(String.self, forKey: .name))
        parameters = try container.decode([Parameter].self, forKey: .parameters)
        steps = try container.decode([GraphStep].self, forKey: .steps)
        maps = try container.decode([GraphMap].self, forKey: .maps)
        notifications = try container.decodeIfPresent([GraphNotification].self, forKey: .notifications) ?? []
    }

    /// A graph that tells nobody has no word about it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(parameters, forKey: .parameters)
        try container.encode(steps, forKey: .steps)
        try container.encode(maps, forKey: .maps)
        if !notifications.isEmpty { try container.encode(notifications, forKey: .notifications) }
    }
}
