internal import ContentHash
internal import Execution
internal import FoundationEssentials
internal import PipelineKit
internal import Registry

/// The file `model.json` of an exported model: what it is, how good it is, and where it comes from.
///
/// Canonical JSON, so that the same version is the same bytes: keys are sorted, and no time of an export is in it.
struct ModelDocument {
    /// A part of the exported model by its place.
    struct Part: Hashable {
        let path: String
        let form: ArtifactForm
        let digest: Digest
    }

    static let fileName = "model.json"
    /// The version of the format that this program writes, and the newest that it reads.
    static let currentFormat: Int64 = 1

    let group: String
    let model: Part
    let evaluation: Part?
    let metrics: [String: Double]
    /// All that is in the file.
    let json: JSON

    /// Describes a version.
    init(_ version: ModelVersion, model: Part, evaluation: Part?, lineage: JSON) {
        group = version.name.group
        self.model = model
        self.evaluation = evaluation
        metrics = version.metrics
        json = [
            "format_version": .int(Self.currentFormat), "group": .string(group),
            "version": .int(Int64(version.name.version)), "status": .string(version.status.rawValue),
            "aliases": .array(version.aliases.map(JSON.string)), "tags": .object(version.tags.mapValues(JSON.string)),
            "metrics": .object(metrics.mapValues(JSON.double)), "created": .string(Self.timestamp(version.created)),
            "model": model.json, "evaluation": evaluation?.json ?? .null, "lineage": lineage,
        ]
    }

    /// Reads a file.
    /// - Throws: ``ExchangeError`` that says what is wrong with it; `source` is named in the message.
    init(parsing text: String, in source: String) throws(ExchangeError) {
        func mistake(_ what: String) -> ExchangeError {
            ExchangeError(.source, "\(Self.fileName) of '\(source)' is no description of a model: \(what)")
        }
        do { json = try JSON(parsing: text) } catch { throw mistake("it is \(error)") }
        guard case .int(let format)? = json["format_version"] else { throw mistake("'format_version' is missing") }
        guard format <= Self.currentFormat else {
            throw ExchangeError(
                .source,
                "'\(source)' is in version \(format) of the format, and this program knows \(Self.currentFormat); "
                    + "import it with a newer program")
        }
        guard let group = json["group"]?.string else { throw mistake("'group' is missing") }
        guard let model = json["model"].flatMap(Part.init) else { throw mistake("'model' names no artifact") }
        self.group = group
        self.model = model
        if let evaluation = json["evaluation"], evaluation != .null {
            guard let part = Part(evaluation) else { throw mistake("'evaluation' names no artifact") }
            self.evaluation = part
        } else {
            evaluation = nil
        }
        var metrics: [String: Double] = [:]
        for (name, value) in json["metrics"]?.object ?? [:] {
            guard let number = try? value.decode(Double.self) else {
                throw mistake("the metric '\(name)' is no number")
            }
            metrics[name] = number
        }
        self.metrics = metrics
    }

    /// The content of the file.
    var text: String { json.prettyText + "\n" }

    static func timestamp(_ seconds: Double) -> String {
        Date(timeIntervalSince1970: seconds.rounded(.down)).ISO8601Format()
    }
}

extension ModelDocument.Part {
    fileprivate init?(_ json: JSON) {
        guard let path = json["path"]?.string, let form = json["form"]?.string.flatMap(ArtifactForm.init),
            let digest = json["digest"]?.string.flatMap({ Digest(hex: $0) })
        else { return nil }
        self.init(path: path, form: form, digest: digest)
    }

    fileprivate var json: JSON {
        ["path": .string(path), "form": .string(form.rawValue), "digest": .string(digest.hex)]
    }
}
