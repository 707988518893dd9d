internal import ContentHash
internal import Datasets

/// The sides of a split without the images that stand on two of them.
///
/// The test keeps all that it has, and the validation all that is not in the test. An image of a track shows the object
/// that the whole track shows, so where one image of a track is also validated or tested on, the track goes as a whole. In
/// the complete GTSRB this concerns track 23 of class 14, which eight of the official test images are from.
struct SideDuplicates {
    /// What each side keeps.
    private(set) var sides: [Side: [LabelledImage]]
    /// The number of images that were dropped.
    private(set) var dropped = 0
    /// What was dropped, in sentences.
    private(set) var warnings: [String] = []

    private static let namedAtMost = 10

    /// Compares the sides.
    /// - Parameters:
    ///   - sides: What was dealt to each.
    ///   - pixels: The digest of each image's pixels, by path.
    ///   - classes: The classes, by id.
    init(_ sides: [Side: [LabelledImage]], _ pixels: [String: Digest], classes: [DatasetClass]) {
        self.sides = sides
        var kept: [Digest: (image: LabelledImage, side: Side)] = [:]
        for side in [Side.test, .validation, .training] {
            let images = sides[side, default: []]
            var twins: [Track: (image: LabelledImage, other: LabelledImage, side: Side)] = [:]
            for image in images {
                let track = Track(classID: image.classID, name: image.track)
                guard twins[track] == nil, let twin = pixels[image.path].flatMap({ kept[$0] }) else { continue }
                twins[track] = (image, twin.image, twin.side)
            }
            let (left, gone) = images.reduce(into: ([LabelledImage](), [Track: Int]())) { result, image in
                let track = Track(classID: image.classID, name: image.track)
                if twins[track] == nil { result.0.append(image) } else { result.1[track, default: 0] += 1 }
            }
            for (track, twin) in twins.sorted(by: { $0.value.image.path < $1.value.image.path }) {
                let count = gone[track, default: 0]
                dropped += count
                let what =
                    count == 1 ? "" : "track \(track.name) of class '\(classes[track.classID].name)', \(count) images: "
                let other =
                    twin.other.classID == track.classID ? "" : ", of class '\(classes[twin.other.classID].name)'"
                warnings.append(
                    "left out of the \(side.rawValue): \(what)'\(twin.image.path)' is the same image as "
                        + "'\(twin.other.path)' of the \(twin.side.rawValue)\(other)")
            }
            self.sides[side] = left
            for image in left {
                if let digest = pixels[image.path], kept[digest] == nil { kept[digest] = (image, side) }
            }
        }
        if warnings.count > Self.namedAtMost {
            let others = warnings.count - Self.namedAtMost
            warnings =
                warnings.prefix(Self.namedAtMost)
                + [
                    "left out \(others) more such \(others == 1 ? "track" : "tracks"); pipeline data check names them all"
                ]
        }
    }

    private struct Track: Hashable {
        let classID: Int
        let name: String
    }
}
