extension Files {
    /// The links that the kernel follows to get to a path, the last part's included.
    /// - Parameter path: The path.
    /// - Returns: What each link is itself, in the order in which they are followed, as far as the path can be gone.
    public static func links(on path: String) -> [FileStatus] {
        var found: [FileStatus] = []
        var place = ""
        var left = parts(path.utf8.first == slash ? path : "\(Folders.current)/\(path)")
        while let part = left.popLast() {
            if part.elementsEqual("..".utf8) {
                place = String(place.prefix(upTo: place.utf8.lastIndex(of: slash) ?? place.startIndex))
                continue
            }
            let next = "\(place)/\(Substring(part))"
            guard let status = try? FileStatus(ofLink: next) else { return found }
            guard status.kind == .link, let target = try? target(ofLink: next) else {
                place = next
                continue
            }
            found.append(status)
            // As many as the kernel follows: more lead in a circle.
            guard found.count < 40 else { return found }
            if target.utf8.first == slash { place = "" }
            left += parts(target)
        }
        return found
    }

    /// The names on a path, the last one first.
    private static func parts(_ path: String) -> [Substring.UTF8View] {
        path.utf8.split(separator: slash).filter { !$0.elementsEqual(".".utf8) }.reversed()
    }
}
