public import ContentHash
public import Database
public import Execution
public import PipelineKit

extension RunStatus: DatabaseValue {}
extension StepStatus: DatabaseValue {}
extension FailureKind: DatabaseValue {}
extension ArtifactForm: DatabaseValue {}
extension KeyComponent.Tag: DatabaseValue {}
extension ApprovalStatus: DatabaseValue {}
extension AliasChange.Action: DatabaseValue {}
extension ModelNote.Event: DatabaseValue {}

extension RunID: DatabaseValue {
    public var stored: StoredValue { .text(text) }

    public init?(stored: StoredValue) {
        guard case .text(let text) = stored else { return nil }
        self.init(text)
    }
}

extension Digest: DatabaseValue {
    public var stored: StoredValue { .text(hex) }

    public init?(stored: StoredValue) {
        guard case .text(let text) = stored else { return nil }
        self.init(hex: text)
    }
}

extension JSON: DatabaseValue {
    public var stored: StoredValue { .text(text) }

    public init?(stored: StoredValue) {
        guard case .text(let text) = stored, let value = try? JSON(parsing: text) else { return nil }
        self = value
    }
}

extension StepInstance: DatabaseValue {
    public var stored: StoredValue { .text(description) }

    /// Reads `train` and `fold_train[2]`; brackets are no part of a step's name.
    public init?(stored: StoredValue) {
        guard case .text(let text) = stored else { return nil }
        let parts = text.split(separator: "[", omittingEmptySubsequences: false)
        let indices = parts.dropFirst().map { part in part.hasSuffix("]") ? Int(part.dropLast()) : nil }
        guard let name = parts.first, !indices.contains(nil) else { return nil }
        self.init(String(name), indices.compactMap { $0 })
    }
}
