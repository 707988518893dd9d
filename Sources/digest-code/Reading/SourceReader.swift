import SwiftParser
import SwiftSyntax

/// Turns the text of a Swift file into declarations.
struct SourceReader {
    let label: String
    let defines: [String]

    func read(_ bytes: [UInt8]) -> SourceFile {
        let tree = bytes.withUnsafeBufferPointer { Parser.parse(source: $0) }
        if tree.hasError || String(validating: bytes, as: UTF8.self) == nil { return opaque(bytes) }
        let imports = ImportReader(tree.statements)
        var file = SourceFile(digest: Digest(of: []))
        file.imports = imports.modules
        file.exports = imports.exports
        file.contractImports = imports.contractImports

        // What a file imports decides what its names mean, and so do the conditions that its target is compiled with.
        let reader = DeclarationReader(context: imports.text + defines.sorted())
        var statements: [CodeBlockItemSyntax] = []
        for item in tree.statements where !imports.items.contains(item.id) {
            if let declaration = item.item.as(DeclSyntax.self) {
                file.declarations += reader.declarations(in: declaration, at: .top)
            } else if item.item.is(MacroExpansionExprSyntax.self) {
                file.declarations.append(reader.opaque(item))
            } else {
                statements.append(item)
            }
        }
        if !statements.isEmpty { addStatements(statements, to: &file, with: reader) }
        for index in file.declarations.indices {
            file.declarations[index].flags.formUnion(imports.flags)
            for module in file.imports { file.declarations[index].words.mention(Self.importKey(module)) }
        }
        file.flags = file.declarations.reduce(into: imports.flags) { $0.formUnion($1.flags) }
        file.digest = reader.digest(of: file.declarations.map(\.digest.hex))
        return file
    }

    /// The key under which what counts for all that imports a module is found; no Swift name has a space.
    static func importKey(_ module: String) -> String { "import \(module)" }

    /// Statements run before anything else does, and may change the file's variables.
    private func addStatements(
        _ items: [CodeBlockItemSyntax], to file: inout SourceFile, with reader: DeclarationReader
    ) {
        let key = "statements of \(label)"
        for index in file.declarations.indices { file.declarations[index].words.mention(key) }
        var all = Declaration(kind: .statements, label: key, digest: Digest(of: []), names: [key])
        all.access = .file
        var texts: [String] = []
        for item in items {
            let walk = TokenWalk(of: item)
            texts.append(walk.text)
            all.words.merge(walk.words)
            all.flags.formUnion(walk.flags)
        }
        all.digest = reader.digest(of: texts)
        file.declarations.append(all)
    }

    /// A file that can't be understood counts as it is, everywhere, with everything that it may mention.
    private func opaque(_ bytes: [UInt8]) -> SourceFile {
        var whole = Declaration(kind: .opaque, label: "file \(label)", digest: Digest(bytes: bytes))
        let text = String(decoding: bytes, as: UTF8.self)
        func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }
        for word in text.split(whereSeparator: { !isWord($0) }) { whole.words.mention(String(word)) }
        for sign in text.split(whereSeparator: { isWord($0) || $0.isWhitespace || "()[]{},;:\"`@".contains($0) }) {
            whole.words.mention(String(sign))
        }
        for word in whole.words.bases { whole.words.mention(Self.importKey(word)) }
        return SourceFile(declarations: [whole], digest: whole.digest)
    }
}
