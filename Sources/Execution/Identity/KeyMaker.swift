internal import ContentHash
internal import PipelineKit

/// Collects the components of a step's action key.
struct KeyMaker {
    let step: GraphStep
    /// The step's properties with the value of each reference in its place.
    let inputs: JSON
    /// The digest of the code.
    let code: String
    /// The values of the declared environment variables; `nil` for one that is not set.
    let environment: [String: String?]
    /// The digests of the declared scripts and programs.
    let scripts: [String: String]
    let programs: [String: String]
    let platform: String

    var key: ActionKey {
        var components = [KeyComponent(.kind, "step", value: step.kind), KeyComponent(.code, step.kind, value: code)]
        if let properties = inputs.object {
            for (name, value) in properties {
                components += parts(of: name, declared: step.inputs[name] ?? value, value)
            }
        } else {
            // A step that encodes itself as something else than its properties counts as a whole.
            components.append(KeyComponent(.input, "", value: KeyMaker.keyed(inputs).text))
        }
        for (name, value) in environment {
            components.append(KeyComponent(.environment, name, value: (value.map(JSON.string) ?? .null).text))
        }
        for (name, digest) in scripts { components.append(KeyComponent(.script, name, value: digest)) }
        for (name, digest) in programs { components.append(KeyComponent(.program, name, value: digest)) }
        if step.reads.platform { components.append(KeyComponent(.platform, "platform", value: platform)) }
        if !step.options.salt.isEmpty { components.append(KeyComponent(.salt, "salt", value: step.options.salt)) }
        return ActionKey(components)
    }

    /// A value as it counts: an artifact by its content and not by its place, and what does not count left out.
    static func keyed(_ value: JSON) -> JSON {
        value.replacing { part in
            if part[Wire.unkeyed] != nil { return [Wire.unkeyed: true] }
            guard var artifact = ArtifactReference(part) else { return nil }
            artifact.path = nil
            return artifact.json
        }
    }

    /// The components of a property: one for each reference in it, so that a change names where it comes from, and
    /// one for what is around them.
    private func parts(of property: String, declared: JSON, _ value: JSON) -> [KeyComponent] {
        var references: [KeyComponent] = []
        let rest = rest(of: declared, value, at: property, &references)
        if declared[Wire.source] != nil { return references }
        return references + [KeyComponent(.input, property, value: KeyMaker.keyed(rest).text)]
    }

    /// A value with a hole in the place of each reference; what belongs into the holes is added to the components.
    private func rest(
        of declared: JSON, _ value: JSON, at path: String, _ references: inout [KeyComponent]
    ) -> JSON {
        if let source = declared[Wire.source] {
            references.append(
                KeyComponent(.input, path, label: label(of: source) ?? path, value: KeyMaker.keyed(value).text))
            return [Wire.source: true]
        }
        if declared[Wire.unkeyed] != nil { return value }
        if let fields = declared.object, let values = value.object {
            var rest: [String: JSON] = [:]
            for (name, field) in values {
                rest[name] = self.rest(
                    of: fields[name] ?? field, field, at: "\(path).\(KeyMaker.quoted(name))", &references)
            }
            return .object(rest)
        }
        if let items = declared.array, let values = value.array, items.count == values.count {
            return .array(
                zip(items, values).enumerated().map { index, pair in
                    rest(of: pair.0, pair.1, at: "\(path)[\(index)]", &references)
                })
        }
        return value
    }

    /// A name as a part of a path: two different paths must not read the same.
    private static func quoted(_ name: String) -> String {
        name.contains { ".[\"".contains($0) } ? JSON.string(name).text : name
    }

    /// What the author calls a reference: the parameter it is, or the step and output it comes from.
    private func label(of encoded: JSON) -> String? {
        guard let source = try? encoded.decode(Source.self) else { return nil }
        switch source {
        case .constant: return nil
        default: return source.description
        }
    }
}
