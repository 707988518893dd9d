internal import Glibc

/// The names in one folder with what stands there, in little memory and without a text for each name.
struct FolderItems<Folder: Sendable>: Sendable {
    private struct Item: Sendable {
        let name: Range<Int>
        let kind: Listing.Kind
        /// `nil` for a folder, which has a place among the folders instead.
        let stamp: Stamp?
        let folder: Int
    }

    private var names: [UInt8] = []
    private var items: [Item] = []
    private var start = 0
    /// The folder's own.
    private let stamp: Stamp
    /// The folders in it; in the order of their names once all is sorted.
    private(set) var folders: [Folder] = []

    init(_ stamp: Stamp) { self.stamp = stamp }

    /// Begins an item with its name; refuses a name that is not UTF-8.
    mutating func add(_ name: UnsafePointer<CChar>) -> Bool {
        start = names.count
        let bytes = UnsafeRawBufferPointer(start: name, count: strlen(name))
        names += bytes
        return bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
    }

    /// Ends the item as a file or link.
    mutating func finish(_ kind: Listing.Kind, _ stamp: Stamp) {
        items.append(Item(name: start..<names.count, kind: kind, stamp: stamp, folder: 0))
    }

    /// Ends the item as a folder.
    mutating func finish(folder: Folder) {
        items.append(Item(name: start..<names.count, kind: .folder, stamp: nil, folder: folders.count))
        folders.append(folder)
    }

    /// Sorts by the bytes of the names.
    mutating func sort() {
        names.withUnsafeBytes { names in
            items.sort { left, right in
                let shared = min(left.name.count, right.name.count)
                guard let start = names.baseAddress else { return false }
                let order = memcmp(start + left.name.lowerBound, start + right.name.lowerBound, shared)
                return order != 0 ? order < 0 : left.name.count < right.name.count
            }
        }
        folders = items.filter { $0.stamp == nil }.map { folders[$0.folder] }
    }

    /// Returns the listing, given those of the folders in it.
    func listing(folders: ArraySlice<Listing>) -> Listing {
        var listing = Listing(of: stamp)
        var next = folders.startIndex
        names.withUnsafeBytes { names in
            for item in items {
                let name = UnsafeRawBufferPointer(rebasing: names[item.name])
                if let stamp = item.stamp {
                    listing.append(name, item.kind, stamp)
                } else {
                    listing.append(name, folder: folders[next])
                    next += 1
                }
            }
        }
        return listing
    }
}
