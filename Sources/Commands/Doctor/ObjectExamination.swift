internal import ContentStore
internal import Execution
internal import FileSystem
internal import PipelineKit
internal import Registry

/// How the objects that the registry refers to are found in the store.
struct ObjectExamination {
    private(set) var count = 0
    private(set) var bytes: Int64 = 0
    private(set) var missing: [ReferencedObject] = []
    private(set) var damaged: [ReferencedObject] = []

    /// Looks at every object.
    /// - Parameters:
    ///   - registry: What refers to them.
    ///   - store: Where they should be.
    ///   - isDeep: Whether each is read; otherwise its size has to be right.
    /// - Throws: Where the registry or the store can't be read at all.
    init(_ registry: Registry, _ store: ContentStore, isDeep: Bool) async throws {
        for object in try await registry.referencedObjects() {
            count += 1
            bytes += object.size
            let condition = try await Blocking.run { () throws(ContentError) in
                try Self.condition(of: object, in: store, isDeep: isDeep)
            }
            switch condition {
            case .intact: continue
            case .missing: missing.append(object)
            case .damaged: damaged.append(object)
            }
        }
    }

    private static func condition(
        of object: ReferencedObject, in store: ContentStore, isDeep: Bool
    ) throws(ContentError) -> ContentStore.Condition {
        let form = ContentForm(object.form)
        do throws(ContentError) {
            if isDeep { return try store.condition(of: object.digest, form: form, thorough: true) }
            let size = try store.size(of: object.digest, form: form)
            // What was never measured is recorded with no size.
            return size == object.size || object.size == 0 ? .intact : .damaged
        } catch {
            if case .missing = error { return .missing }
            guard let cause = error.systemError else { return .damaged }
            if cause.isMissing { return .missing }
            // What the system has no means for now, such as an open file, says nothing of the object.
            guard cause.isUnreadable else { throw error }
            return .damaged
        }
    }
}
