/// What a step needs besides its inputs; all that it reads is part of the action key.
public struct StepNeeds: Codable, Hashable, Sendable {
    /// The names of environment variables.
    public var environment: [String]
    /// Files of the pipeline's folder.
    public var scripts: [String]
    /// Programs, by the name under which the step asks its context for them.
    public var programs: [Program]
    /// Whether results differ between kinds of machine.
    public var platform: Bool
    /// The names of the outputs that can be wired, where the type does not say.
    public var outputs: [String]?
    /// Whether it uses the network, which a sandbox otherwise keeps from it; no part of the action key.
    public var network: Bool {
        get { usesNetwork ?? false }
        set { usesNetwork = newValue ? true : nil }
    }
    /// Left out where it does not, as in all graphs that were written down before.
    private var usesNetwork: Bool?

    public init(
        environment: [String] = [], scripts: [String] = [], programs: [Program] = [], platform: Bool = false,
        outputs: [String]? = nil, network: Bool = false
    ) {
        self.environment = environment
        self.scripts = scripts
        self.programs = programs
        self.platform = platform
        self.outputs = outputs
        self.network = network
    }
}

/// A program that a step starts.
public struct Program: Codable, Hashable, Sendable {
    /// Its name, or its path.
    public var name: String
    /// The digest of the sources it is built from, where the build knows it; else the file itself counts.
    public var sourceDigest: String?
    /// What to do where the program is missing, as a sentence.
    public var help: String?

    public init(_ name: String, sourceDigest: String? = nil, help: String? = nil) {
        self.name = name
        self.sourceDigest = sourceDigest
        self.help = help
    }
}
