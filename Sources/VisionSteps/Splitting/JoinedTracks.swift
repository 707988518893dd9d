internal import ContentHash

/// The tracks of some images, of which those that share an image are one.
///
/// An image that is there twice, under whatever name, shows the same object. Tracks of different classes stay apart.
struct JoinedTracks {
    /// The images of one physical object.
    struct Track: Hashable {
        let classID: Int
        let name: String
    }

    private var joined: [Track: Track] = [:]

    /// Looks which tracks share an image, byte for byte.
    init(_ images: [ListedImage]) { self.init(images.map { ($0, content: $0.digest) }) }

    /// Looks which tracks share an image by what is known of its content.
    init(_ images: [(image: ListedImage, content: Digest)]) {
        var owners: [Owner: Track] = [:]
        for (image, content) in images {
            let track = Track(classID: image.classID, name: image.track)
            let owner = Owner(classID: image.classID, content: content)
            if let other = owners[owner] { join(track, other) } else { owners[owner] = track }
        }
    }

    /// The track that an image is of: the one whose name is the first of all that are one with it.
    func track(of image: ListedImage) -> Track { first(of: Track(classID: image.classID, name: image.track)) }

    /// The image with the name of that track.
    func joining(_ image: ListedImage) -> ListedImage {
        var image = image
        image.track = track(of: image).name
        return image
    }

    private struct Owner: Hashable {
        let classID: Int
        let content: Digest
    }

    private func first(of track: Track) -> Track {
        var track = track
        while let other = joined[track] { track = other }
        return track
    }

    private mutating func join(_ one: Track, _ other: Track) {
        let (one, other) = (first(of: one), first(of: other))
        guard one != other else { return }
        let isFirst = one.name.utf8.lexicographicallyPrecedes(other.name.utf8)
        joined[isFirst ? other : one] = isFirst ? one : other
    }
}
