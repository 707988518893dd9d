internal import Commands
internal import FileSystem
internal import ModelExchange
internal import TrainingJob

/// A model that classifies images, from the registry or from files.
struct Classifier: Sendable {
    /// The version, such as `road_sign:3`, or the path that was named.
    let name: String
    /// The folder with the model's files.
    let folder: String
    let description: ModelDescription
    /// What the classes are called, by id; their numbers where nothing tells.
    let classNames: [String]
    /// What is wrong with the names, and what to do; `nil` where there is one for each class.
    let complaint: String?

    /// Finds a model.
    /// - Parameters:
    ///   - text: `GROUP`, `GROUP:VERSION`, `GROUP@ALIAS`, or a path.
    ///   - folder: Where an archive is unpacked.
    ///   - context: The project with the registry.
    /// - Throws: What is wrong with the name, with the closest one, or with the model.
    init(_ text: String, unpackedIn folder: String, _ context: CommandContext) async throws {
        let names: [String]
        if Self.isPath(text, context) {
            do {
                let files = try await ModelFiles(
                    at: context.absolute(text), unpackedIn: folder, environment: context.environment)
                (name, self.folder, names) = (text, files.folder, files.classNames)
            } catch let error as ExchangeError {
                throw CommandFailure(error.description, error.code == .source ? .usage : .failed)
            }
        } else {
            let model = try await context.model(text)
            (name, self.folder, names) = (model.name, model.path, model.classNames)
        }
        do throws(TrainingJobError) {
            description = try ModelDescription(file: "\(self.folder)/\(ModelDescription.fileName)")
        } catch {
            throw CommandFailure(
                "'\(name)' does not classify images as far as is known here: \(ModelDescription.fileName): \(error.detail)",
                .failed)
        }
        let count = description.classCount
        classNames = names.count == count ? names : (0..<count).map { "\($0)" }
        complaint =
            names.count == count
            ? nil
            : "'\(name)' comes with \(names.isEmpty ? "no" : "\(names.count)") names for its \(count) classes, so that they "
                + "are told by number; the version in the registry has names, and so has what 'pipeline models export' makes "
                + "of it, where its evaluation names the classes"
    }

    /// Whether a model is named by its place: it begins like a path, or has a slash and something is there.
    private static func isPath(_ text: String, _ context: CommandContext) -> Bool {
        if text.hasPrefix("/") || text.hasPrefix("./") || text.hasPrefix("../") { return true }
        // Archives of the current folder; a folder's name alone would hide the group of that name.
        guard text.contains("/") || Compression(fileName: text) != nil else { return false }
        return (try? FileStatus.ifPresent(context.absolute(text))) != nil
    }
}
