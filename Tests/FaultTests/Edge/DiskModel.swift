import Foundation

/// A disk that keeps after a power failure what it was made to keep, and of the rest what it happens to.
///
/// A file's content is certain once the file was synchronized; that a folder has a name, or has it no more, once the folder
/// was. Nothing orders the rest: a name may be there before the content, one of two renames without the other.
struct DiskModel {
    /// What becomes of what was not synchronized.
    enum Loss {
        /// All of it is lost.
        case everything
        /// Names are kept, and contents are lost: a new file is there and empty.
        case contents
        /// Contents are kept, and names are lost.
        case names
        /// Each name and each write is kept or lost as a coin falls.
        case any(SeededCoin)
    }

    private final class Node {
        enum Kind { case file, folder, link(String) }
        let kind: Kind
        /// What programs see.
        var content = Data()
        var names: [String: Node] = [:]
        /// What the disk has for certain.
        var durableContent = Data()
        var durableNames: [String: Node] = [:]
        /// The changes of the content since then.
        var pending: [(inout Data) -> Void] = []

        init(_ kind: Kind) { self.kind = kind }

        func change(_ change: @escaping (inout Data) -> Void) {
            change(&content)
            pending.append(change)
        }

        func synchronize() {
            (durableContent, durableNames) = (content, names)
            pending = []
        }

        func synchronizeAll() {
            synchronize()
            for node in names.values { node.synchronizeAll() }
        }
    }

    private let prefix: String
    private let root = Node(.folder)

    /// A disk with nothing in a folder.
    /// - Parameter path: The path of the folder in the record.
    init(emptyFolder path: String) { prefix = "\(path)/" }

    /// Does what a program did; false where that changes nothing that could be lost or kept.
    @discardableResult mutating func perform(_ change: DiskChange) -> Bool {
        switch change {
        case .create(let path): return place(Node(.file), at: path)
        case .makeFolder(let path): return place(Node(.folder), at: path)
        case .makeLink(let path, let target): return place(Node(.link(target)), at: path)
        case .truncate(let path, let length):
            node(path)?.change { content in
                if content.count > length { content = Data(content.prefix(length)) }
                content += Data(count: length - content.count)
            }
        case .write(let path, let offset, let bytes):
            node(path)?.change { content in
                let end = offset + bytes.count
                if content.count < end { content += Data(count: end - content.count) }
                content.replaceSubrange(offset..<end, with: bytes)
            }
        case .synchronize(let path): node(path)?.synchronize()
        case .synchronizeAll: root.synchronizeAll()
        case .rename(let path, let other):
            guard let moved = node(path) else { return false }
            remove(path)
            return place(moved, at: other)
        case .link(let path, let other):
            guard let linked = node(path) else { return false }
            return place(linked, at: other)
        case .remove(let path): remove(path)
        }
        return true
    }

    /// Makes a folder as the disk may be found after a power failure at this moment.
    func write(to folder: String, losing loss: Loss) throws {
        var loss = loss
        try write(root, to: folder, &loss)
    }

    private func write(_ node: Node, to path: String, _ loss: inout Loss) throws {
        switch node.kind {
        case .link(let target): try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        case .file: try write(content(of: node, &loss), to: path)
        case .folder:
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            for (name, child) in names(in: node, &loss).sorted(by: { $0.key < $1.key }) {
                try write(child, to: "\(path)/\(name)", &loss)
            }
        }
    }

    /// Without waiting for the real disk, as Foundation does.
    private func write(_ bytes: Data, to path: String) throws {
        guard let file = fopen(path, "w") else { throw POSIXError(.EIO) }
        defer { fclose(file) }
        let count = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        guard count == bytes.count else { throw POSIXError(.EIO) }
    }

    private func content(of node: Node, _ loss: inout Loss) -> Data {
        switch loss {
        case .everything, .contents: return node.durableContent
        case .names: return node.content
        case .any(var coin):
            defer { loss = .any(coin) }
            return node.pending.reduce(into: node.durableContent) { if coin.flip() { $1(&$0) } }
        }
    }

    private func names(in node: Node, _ loss: inout Loss) -> [String: Node] {
        switch loss {
        case .everything, .names: return node.durableNames
        case .contents: return node.names
        case .any(var coin):
            defer { loss = .any(coin) }
            var names: [String: Node] = [:]
            for name in Set(node.names.keys).union(node.durableNames.keys).sorted() {
                names[name] = coin.flip() ? node.names[name] : node.durableNames[name]
            }
            return names
        }
    }

    // MARK: - Paths

    private func node(_ path: String) -> Node? {
        var node: Node? = root
        for name in path.dropFirst(prefix.count).split(separator: "/") { node = node?.names[String(name)] }
        return node
    }

    private func place(_ node: Node, at path: String) -> Bool {
        guard let (folder, name) = parent(path) else { return false }
        folder.names[name] = node
        return true
    }

    private func remove(_ path: String) {
        guard let (folder, name) = parent(path) else { return }
        folder.names[name] = nil
    }

    private func parent(_ path: String) -> (Node, String)? {
        guard path.hasPrefix(prefix), let slash = path.lastIndex(of: "/") else { return nil }
        guard let folder = node(String(path[..<slash])) else { return nil }
        return (folder, String(path[path.index(after: slash)...]))
    }
}

/// A coin that falls the same way for the same seed.
struct SeededCoin {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func flip() -> Bool {
        // SplitMix64.
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return (value ^ (value >> 31)) & 1 == 1
    }
}
