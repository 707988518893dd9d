internal import FileSystem
internal import Glibc

/// Looks over a file or folder without opening a file.
struct FileWalk: Sendable {
    /// What to do with a link that leads out of the folder it is in.
    enum EscapingLinks: Sendable { case follow, refuse }

    /// What stands at the root.
    enum Found {
        case file(Listing)
        case folder(Listing)
    }

    let root: String
    let links: EscapingLinks

    /// Looks over everything.
    func look() throws(ContentError) -> Found {
        let status: FileStatus
        do {
            status = links == .follow ? try FileStatus(of: root) : try FileStatus(ofLink: root)
        } catch {
            throw error.isMissing ? .missing(path: root) : .system(error)
        }
        switch status.kind {
        case .file:
            var listing = Listing()
            listing.append(
                UnsafeRawBufferPointer(start: nil, count: 0), status.isExecutable ? .executable : .file, Stamp(status))
            return .file(listing)
        case .folder:
            return .folder(try folders(from: Place(path: "", status: status)))
        case .link: throw .escapingLink(path: root, target: try target(ofLinkAt: root))
        case .other: throw .special(path: root)
        }
    }

    /// A folder to look into.
    private struct Place: Sendable {
        /// The path below the root, with a `/` at its end unless it is the root.
        let path: String
        let stamp: Stamp
        /// How many folders it is below the root, or below the last link that was followed out of its folder.
        var depth = 0
        /// The folders it is in, itself included, by device and inode: a link back to one of them never ends.
        var above: [Stamp]

        init(path: String, status: FileStatus) {
            self.path = path
            stamp = Stamp(status)
            above = [Stamp(folder: status)]
        }

        private init(path: String, stamp: Stamp, depth: Int, above: [Stamp]) {
            self.path = path
            self.stamp = stamp
            self.depth = depth
            self.above = above
        }

        func inner(_ name: String, _ status: FileStatus, isFollowed: Bool) -> Place? {
            let identity = Stamp(folder: status)
            guard above.count < 128, !(isFollowed && above.contains(identity)) else { return nil }
            return Place(
                path: "\(path)\(name)/", stamp: Stamp(status), depth: isFollowed ? 0 : depth + 1,
                above: above + [identity])
        }
    }

    /// Goes down level by level, the folders of a level side by side: it is the kernel that one waits for.
    private func folders(from top: Place) throws(ContentError) -> Listing {
        var levels: [[FolderItems<Place>]] = []
        var places = [top]
        while !places.isEmpty {
            let level = try SideBySide.map(places) { (place) throws(ContentError) in try items(in: place) }
            levels.append(level)
            places = level.flatMap(\.folders)
        }
        // From the bottom upwards, so that each folder's listing is there when the one above needs it.
        var below: [Listing] = []
        for level in levels.reversed() {
            var next = 0
            below = level.map { items in
                defer { next += items.folders.count }
                return items.listing(folders: below[next..<next + items.folders.count])
            }
        }
        return below[0]
    }

    private func items(in place: Place) throws(ContentError) -> FolderItems<Place> {
        let path = place.path.isEmpty ? root : "\(root)/\(place.path.dropLast())"
        var items = FolderItems<Place>(place.stamp)
        var folder: FolderReader
        do { folder = try FolderReader(path) } catch { throw .system(error) }
        while let name = folder.next() {
            if let status = FileStatus(name: name, in: folder.descriptor) {
                try add(name, status, to: &items, place, path)
            } else if errno != ENOENT {
                // What was removed since the folder was listed is as if it had not been there.
                throw .system(SystemError("look at", "\(path)/\(String(cString: name))"))
            }
        }
        if errno != 0 { throw .system(SystemError("read the folder", path)) }
        items.sort()
        return items
    }

    private func add(
        _ name: UnsafePointer<CChar>, _ status: FileStatus, to items: inout FolderItems<Place>, _ place: Place,
        _ folder: String
    ) throws(ContentError) {
        guard items.add(name) else { throw .name(path: folder) }
        switch status.kind {
        case .file: items.finish(status.isExecutable ? .executable : .file, Stamp(status))
        case .folder: try descend(name, status, isFollowed: false, &items, place, folder)
        case .other: throw .special(path: "\(folder)/\(String(cString: name))")
        case .link:
            let path = "\(folder)/\(String(cString: name))"
            let target = try target(ofLinkAt: path)
            if staysInside(target, depth: place.depth) { return items.finish(.link, Stamp(status)) }
            guard links == .follow else { throw .escapingLink(path: path, target: target) }
            let followed: FileStatus
            do { followed = try FileStatus(of: path) } catch {
                throw error.isMissing ? .missing(path: path) : .system(error)
            }
            switch followed.kind {
            case .file: items.finish(followed.isExecutable ? .executable : .file, Stamp(followed))
            case .folder: try descend(name, followed, isFollowed: true, &items, place, folder)
            case .link, .other: throw .special(path: path)
            }
        }
    }

    private func descend(
        _ name: UnsafePointer<CChar>, _ status: FileStatus, isFollowed: Bool, _ items: inout FolderItems<Place>,
        _ place: Place, _ folder: String
    ) throws(ContentError) {
        guard let inner = place.inner(String(cString: name), status, isFollowed: isFollowed) else {
            throw .depth(path: "\(folder)/\(String(cString: name))")
        }
        items.finish(folder: inner)
    }

    private func target(ofLinkAt path: String) throws(ContentError) -> String {
        let target: [UInt8]
        do { target = try Files.targetBytes(ofLink: path) } catch { throw .system(error) }
        guard let text = String(validating: target, as: UTF8.self) else { throw .name(path: path) }
        return text
    }

    /// Whether a link in a folder so many levels deep leads to something that is looked at anyway.
    ///
    /// A `..` behind a name could lead anywhere, where the name is a link itself.
    private func staysInside(_ target: String, depth: Int) -> Bool {
        if target.utf8.first == UInt8(ascii: "/") { return false }
        let parts = target.utf8.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual(".".utf8) }
        let upwards = parts.prefix { $0.elementsEqual("..".utf8) }.count
        return upwards <= depth && !parts.dropFirst(upwards).contains { $0.elementsEqual("..".utf8) }
    }
}

extension Stamp {
    /// A folder's identity: its size and times change with what is in it.
    fileprivate init(folder: FileStatus) {
        self.init(device: folder.device, inode: folder.inode, size: 0, modified: 0, changed: 0)
    }
}
