internal import PipelineKit

/// Which fold each track is in.
///
/// The tracks of each class are ranked by a hash of the seed, the class and their name, and dealt one after another; tracks that
/// share an image are dealt as one, so that nothing is validated that was learnt under another name.
/// Each class goes on where the one before ended, so that what is left over does not always fall to the first folds.
struct FoldDeal {
    private let tracks: JoinedTracks
    private let folds: [JoinedTracks.Track: Int]
    /// The classes with fewer tracks than there are folds, and at least two.
    let unevenClasses: [Int]
    /// The classes with one track, which every fold trains on.
    let singleClasses: [Int]

    /// Deals the tracks.
    /// - Throws: `StepFailure` where there are too few folds, or no images.
    init(_ images: [ListedImage], folds count: Int, seed: UInt64) throws {
        guard count >= 2 else { throw StepFailure("folds is \(count); give a number from 2") }
        guard !images.isEmpty else { throw StepFailure("there are no images to deal into folds") }
        let joined = JoinedTracks(images)
        let tracks = Dictionary(grouping: Set(images.map(joined.track)), by: \.classID)
        var folds: [JoinedTracks.Track: Int] = [:]
        var uneven: [Int] = []
        var single: [Int] = []
        var next = 0
        for (classID, members) in tracks.sorted(by: { $0.key < $1.key }) {
            guard members.count >= 2 else {
                // The fold that validates it would have nothing to learn it from.
                single.append(classID)
                continue
            }
            if members.count < count { uneven.append(classID) }
            let ranked = members.map { track in
                (rank: SplitMix64.rank(of: ["fold", "\(classID)", track.name], seed: seed), track: track)
            }.sorted { ($0.rank, $0.track.name) < ($1.rank, $1.track.name) }
            for (_, track) in ranked {
                folds[track] = next
                next = (next + 1) % count
            }
        }
        self.tracks = joined
        self.folds = folds
        unevenClasses = uneven
        singleClasses = single
    }

    /// The fold that validates an image, from 0; `nil` for one that every fold trains on.
    func fold(of image: ListedImage) -> Int? { folds[tracks.track(of: image)] }
}
