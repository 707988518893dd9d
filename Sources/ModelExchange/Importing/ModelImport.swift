public import ContentStore
public import Execution
internal import FileSystem
internal import PipelineKit
public import Registry

/// Takes in model versions that were exported elsewhere.
///
/// Everything is verified before anything is kept. The import is then recorded as a run of its own, whose one step `import` made
/// the artifacts: so the version has a run, garbage collection knows its objects, and where it came from is a parameter of that
/// run. The name of its pipeline has a space, which no pipeline's own name can have.
public struct ModelImport: Sendable {
    /// What came of an import.
    public enum Outcome: Hashable, Sendable {
        /// What there is to say about it, too, such as that it is a version that was deleted.
        case added(ModelVersionName, warnings: [String])
        /// The group has a version with the same model and evaluation already, in good condition; nothing was recorded.
        case known(ModelVersionName)
    }

    /// What all imports are runs of.
    public static let pipeline = "models import"

    let registry: Registry
    let store: ContentStore
    /// The environment of the program; what unpacks archives is looked for in its `PATH`.
    let environment: [String: String]
    /// What the name of the folder begins with in which this works.
    let scratch: String
    /// The time of day, in seconds since 1970.
    let now: @Sendable () -> Double

    public init(
        registry: Registry, store: ContentStore, environment: [String: String], scratch: String,
        now: @escaping @Sendable () -> Double
    ) {
        self.registry = registry
        self.store = store
        self.environment = environment
        self.scratch = scratch
        self.now = now
    }

    /// Verifies what was exported, a folder or an archive, and adds a version with the status pending.
    /// - Parameters:
    ///   - source: The path of the folder or archive.
    ///   - group: The group to add it to; without one, that which it had where it was exported.
    ///   - command: The whole command line, for the record.
    ///   - process: This process, as `pid:start:boot:namespace`.
    /// - Returns: The version.
    /// - Throws: ``ExchangeError`` that names what is not as it was exported.
    public func run(
        _ source: String, group: String?, command: [String], process: ProcessText
    ) async throws -> Outcome {
        let started = now()
        let run = RunID(milliseconds: Int64(started * 1000), random: .random(in: 0 ... .max))
        let name = "\(scratch)\(run)"
        let staging = try store.makeStaging(name)
        do {
            let folder = try await Unpacking.folder(of: source, in: "\(staging)/work", environment: environment)
            let package = try ExportedPackage(folder: folder, source: source, store: store)
            let group = group ?? package.document.group
            try Self.check(group: group)
            if let known = try await version(of: package, in: group) {
                try store.removeStaging(name)
                return .known(known)
            }
            let record = ImportRecord(
                run: run, source: source, group: group, package: package, command: command, process: process,
                started: started)
            try await registry.begin(record.start)
            do {
                let models = try await record.commit(to: registry, store, staging: "\(staging)/outputs", now: now)
                try store.removeStaging(name)
                guard let version = models.versions.first else { preconditionFailure("a registration makes a version") }
                return .added(version, warnings: models.warnings)
            } catch {
                try? await registry.finish(run, .failed, seconds: now() - started, time: now())
                throw error
            }
        } catch {
            try? store.removeStaging(name)
            throw error
        }
    }

    /// The version that is the same, unless it was deleted or lost its artifacts: then an import brings these back.
    private func version(of package: ExportedPackage, in group: String) async throws -> ModelVersionName? {
        let document = package.document
        guard try await registry.modelGroups().contains(where: { $0.name == group }),
            let known = try await registry.modelVersions(of: group).first(where: { version in
                version.model == document.model.digest && version.evaluation == document.evaluation?.digest
            })
        else { return nil }
        for part in [document.model, document.evaluation].compactMap({ $0 }) {
            let form: ContentForm = part.form == .folder ? .folder : .file
            guard try store.condition(of: part.digest, form: form, thorough: true) == .intact else { return nil }
        }
        return known.name
    }

    /// Refuses what nobody could name on a command line.
    private static func check(group: String) throws(ExchangeError) {
        let isPlain = group.utf8.allSatisfy { byte in
            let character = Character(Unicode.Scalar(byte))
            return character.isASCII && (character.isLetter || character.isNumber || "_-./".contains(character))
        }
        guard isPlain, let first = group.first, first.isLetter else {
            throw ExchangeError(
                .source,
                "'\(group)' can't be the name of a model group: use letters, digits, '_', '-', '.' and '/', and begin "
                    + "with a letter; --group gives another")
        }
    }
}
