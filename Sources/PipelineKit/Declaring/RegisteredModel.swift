public import ContentHash

/// A model of the registry, as a parameter of a pipeline: what an alias stands for when the run begins.
///
/// ```swift
/// let champion = graph.parameter("champion", default: RegisteredModel("road_sign@champion"))
/// let evaluation = graph.step("evaluate", Evaluate(model: train.model, shards: test.shards, champion: champion))
/// ```
/// The name is looked up once, before anything runs. The version and its content are part of the action key, so an alias
/// that moved makes the steps run that read it, and is named as the reason. Where the group or the alias of the default
/// is not there yet, there is no ``version``; an empty name asks for none.
public struct RegisteredModel: ParameterValue, Hashable {
    public static var parameterType: ParameterType { .model }

    /// How it is asked for: `GROUP@ALIAS`, `GROUP:VERSION`, `GROUP` for the latest, or nothing.
    public let name: String
    /// The version that the name stands for, such as `road_sign:3`; `nil` where there is none.
    public let version: String?
    /// Its content.
    public let artifact: ArtifactReference?
    /// What its classes are called, by id, as the evaluation tells that it was registered with; none where it tells none.
    public let classNames: [String]

    /// Asks for a model by its name.
    public init(_ name: String) {
        self.name = name
        version = nil
        artifact = nil
        classNames = []
    }

    /// Says what a name stands for.
    /// - Parameters:
    ///   - name: How it was asked for.
    ///   - version: The version, with its group.
    ///   - artifact: Its content.
    ///   - classNames: What its classes are called, by id, where that is known.
    public init(_ name: String, version: String, artifact: ArtifactReference, classNames: [String] = []) {
        self.name = name
        self.version = version
        self.artifact = artifact
        self.classNames = classNames
    }

    /// Where to read it, while a step runs; `nil` where there is none.
    public var path: String? { artifact?.path }
}

extension RegisteredModel {
    /// Reads the JSON form; `nil` where the value is something else.
    public init?(_ value: JSON) {
        guard let name = value[Wire.model]?.string else { return nil }
        self.name = name
        version = value["version"]?.string
        artifact = value["artifact"].flatMap { ArtifactReference($0) }
        classNames = value["classes"]?.array?.compactMap(\.string) ?? []
    }

    /// The JSON form.
    public var json: JSON {
        var fields: [String: JSON] = [Wire.model: .string(name)]
        if let version { fields["version"] = .string(version) }
        if let artifact { fields["artifact"] = artifact.json }
        if !classNames.isEmpty { fields["classes"] = .array(classNames.map(JSON.string)) }
        return .object(fields)
    }

    public init(from decoder: any Decoder) throws {
        let value = try JSON(from: decoder)
        guard let model = RegisteredModel(value) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(value.text) is no model of the registry"))
        }
        self = model
    }

    public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}
