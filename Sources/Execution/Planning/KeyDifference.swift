internal import ContentHash
public import ContentStore
internal import PipelineKit

/// One reason for which a step's key is not what it was.
public struct KeyDifference: Hashable, Sendable, CustomStringConvertible {
    /// What kind of component differs.
    public let tag: KeyComponent.Tag
    /// The component, as the author of the pipeline calls it.
    public let label: String
    /// What it was and what it is, as short texts; `nil` where it was not there.
    public let old: String?
    public let new: String?
    /// Names of what differs inside: files of a folder, declarations of the code.
    public let details: [String]

    public let description: String

    /// Compares two keys of one step.
    ///
    /// The store knows what folders contained, the closure what a code digest was made of.
    public static func between(
        _ old: [KeyComponent], _ new: [KeyComponent], store: ContentStore,
        declarations: (String) async throws -> String?
    ) async rethrows -> [KeyDifference] {
        let before = Dictionary(old.map { (Identity($0), $0) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(new.map { (Identity($0), $0) }, uniquingKeysWith: { first, _ in first })
        var differences: [KeyDifference] = []
        for identity in Set(before.keys).union(after.keys).sorted() {
            let (left, right) = (before[identity], after[identity])
            // By bytes: two texts that look the same are different content.
            guard left.map({ Array($0.value.utf8) }) != right.map({ Array($0.value.utf8) }),
                let component = right ?? left
            else { continue }
            if component.tag == .code, let left, let right {
                let changed = CodeComparison.changed(
                    try await declarations(left.value) ?? "", try await declarations(right.value) ?? "")
                differences.append(KeyDifference(code: component.label, left.value, right.value, changed))
            } else {
                let difference = KeyDifference(component, left?.value, right?.value, store)
                // A command may name one thing in several of its arguments.
                if !differences.contains(difference) { differences.append(difference) }
            }
        }
        return differences
    }

    private struct Identity: Hashable, Comparable {
        let tag: String
        let name: String

        init(_ component: KeyComponent) {
            tag = component.tag.rawValue
            // A renamed kind of step brings its own code.
            name = component.tag == .code ? "" : component.name
        }

        static func < (lhs: Identity, rhs: Identity) -> Bool { (lhs.tag, lhs.name) < (rhs.tag, rhs.name) }
    }

    private init(code kind: String, _ old: String, _ new: String, _ changed: [String]) {
        tag = .code
        label = kind.split(separator: ".").last.map(String.init) ?? kind
        self.old = String(old.prefix(12))
        self.new = String(new.prefix(12))
        details = changed
        description =
            "code of `\(label)` changed" + (changed.isEmpty ? "" : ": \(Self.listed(changed, of: 3, quote: "`"))")
    }

    private init(_ component: KeyComponent, _ old: String?, _ new: String?, _ store: ContentStore) {
        tag = component.tag
        var before = old.map { Self.value($0, component.tag) }
        var after = new.map { Self.value($0, component.tag) }
        var name = component.label
        if component.tag == .input, let left = before, let right = after {
            let narrowed = Self.narrowed(name, left, right)
            (name, before, after) = (narrowed.name, narrowed.old, narrowed.new)
            if let folders = FolderComparison(narrowed.old, narrowed.new, store) {
                label = name
                details = folders.names
                self.old = nil
                self.new = nil
                description = "`\(name)`: \(folders.summary)"
                return
            }
        }
        before = before.map { $0[Wire.value] ?? $0 }
        after = after.map { $0[Wire.value] ?? $0 }
        if [before, after].contains(where: { $0.flatMap { SecretReference($0) } != nil }) {
            label = name
            details = []
            self.old = nil
            self.new = nil
            description = "`\(name)` \(SecretReference.words) changed"
            return
        }
        if let moved = Self.moved(before, after) {
            label = name
            details = []
            self.old = before.map { Self.shown($0, component.tag) }
            self.new = after.map { Self.shown($0, component.tag) }
            description = "`\(name)`: \(moved)"
            return
        }
        label = name
        self.old = before.map { Self.shown($0, component.tag) }
        self.new = after.map { Self.shown($0, component.tag) }
        if let left = before, let right = after, [self.old, self.new].contains(where: { $0?.last == "…" }),
            let fields = FieldComparison(left, right)
        {
            details = fields.names
            description = "`\(name)`: \(fields.summary)"
            return
        }
        details = []
        let what = component.tag == .input ? "`\(name)`" : "\(component.tag.rawValue) `\(name)`"
        switch (self.old, self.new) {
        case (nil, let value?): description = "\(what) is new: \(value)"
        case (let value?, nil): description = "\(what) is gone: it was \(value)"
        case (let before?, let after?): description = "\(what) \(before) → \(after)"
        case (nil, nil): description = what
        }
    }

    /// A component's value as a tree: that of an input and a variable is JSON, others are texts.
    private static func value(_ text: String, _ tag: KeyComponent.Tag) -> JSON {
        switch tag {
        case .input, .environment: readable((try? JSON(parsing: text)) ?? .string(text))
        case .kind, .code, .script, .program, .platform, .salt: .string(text)
        }
    }

    /// A value in which each text with references in it reads as it was declared.
    private static func readable(_ value: JSON) -> JSON {
        value.replacing { part in
            part["pieces"]?.array.map { pieces in
                .string(pieces.map { $0["literal"]?.string ?? $0["output"]?.string ?? "…" }.joined())
            }
        }
    }

    /// Goes into two values as long as a single part of them differs.
    private static func narrowed(_ name: String, _ old: JSON, _ new: JSON) -> (name: String, old: JSON, new: JSON) {
        if ArtifactReference(old) != nil || ArtifactReference(new) != nil { return (name, old, new) }
        if RegisteredModel(old) != nil || RegisteredModel(new) != nil { return (name, old, new) }
        if SecretReference(old) != nil || SecretReference(new) != nil { return (name, old, new) }
        switch (old, new) {
        case (.object(let left), .object(let right)) where left.keys == right.keys:
            let keys = left.keys.filter { left[$0] != right[$0] }
            guard keys.count == 1, let key = keys.first, let before = left[key], let after = right[key] else { break }
            return narrowed(key == Wire.value ? name : "\(name).\(key)", before, after)
        case (.array(let left), .array(let right)) where left.count == right.count:
            let indices = left.indices.filter { left[$0] != right[$0] }
            guard indices.count == 1, let index = indices.first else { break }
            return narrowed("\(name)[\(index)]", left[index], right[index])
        default: break
        }
        return (name, old[Wire.value] ?? old, new[Wire.value] ?? new)
    }

    /// What became of a name of the registry that was asked for before and now.
    private static func moved(_ old: JSON?, _ new: JSON?) -> String? {
        guard let before = old.flatMap({ RegisteredModel($0) }), let after = new.flatMap({ RegisteredModel($0) }),
            before.name == after.name
        else { return nil }
        return switch (before.version, after.version) {
        case (let old?, let new?) where old != new: "\(after.name) moved from \(old) to \(new)"
        case (nil, let new?): "\(after.name) is \(new) now, and was not there"
        case (let old?, nil): "\(after.name) is not there any more; it was \(old)"
        default: "what \(after.name) stands for is another content"
        }
    }

    /// A value for people: a digest by its first digits, a long value by its beginning.
    private static func shown(_ value: JSON, _ tag: KeyComponent.Tag) -> String {
        var text = value.number == nil ? value.text : value.displayText
        if RegisteredModel(value) != nil {
            text = value.displayText.isEmpty ? "none" : value.displayText
        } else if let digest = ArtifactReference(value)?.digest {
            text = digest.short
        } else if value == .null {
            text = "unset"
        } else if tag != .input, tag != .environment, let plain = value.string {
            text = Digest(hex: plain)?.short ?? plain
        }
        return text.count <= 60 ? text : "\(text.prefix(59))…"
    }

    static func listed(_ names: [String], of limit: Int, quote: String = "") -> String {
        names.prefix(limit).map { quote + $0 + quote }.joined(separator: ", ") + (names.count > limit ? " …" : "")
    }
}

/// What changed between two lists of declarations.
private enum CodeComparison {
    /// The names of the declarations that are new, gone or different.
    static func changed(_ old: String, _ new: String) -> [String] {
        let left = Set(old.split(separator: "\n"))
        let right = Set(new.split(separator: "\n"))
        // Without one of the lists nothing can be said.
        guard !left.isEmpty, !right.isEmpty else { return [] }
        let names = left.symmetricDifference(right).map { line in
            line.lastIndex(of: " ").map { String(line[..<$0]) } ?? String(line)
        }
        return Set(names).sorted()
    }
}
