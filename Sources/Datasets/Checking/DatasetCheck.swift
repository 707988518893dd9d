internal import ContentHash
internal import FileSystem
internal import Imaging

/// A look at every image of a data set: whether it can be decoded, how large it is, and which are the same or look alike.
///
/// ```swift
/// let report = try await DatasetCheck(folder: "data/gtsrb").run(workers: 2)
/// print(report.broken.count, report.duplicates.count)
/// ```
public struct DatasetCheck: Sendable {
    private let folder: String
    private let options: DatasetOptions
    private let distance: Int

    /// Few enough at a time to fit into little memory, and enough to keep all workers busy.
    private static let batch = 256

    /// Describes a check.
    /// - Parameters:
    ///   - folder: The data set's folder.
    ///   - options: What is known of it beforehand.
    ///   - distance: In how many of 256 bits the hashes of images that look alike may differ, from 0 to 60.
    public init(folder: String, _ options: DatasetOptions = DatasetOptions(), distance: Int = 8) {
        self.folder = folder
        self.options = options
        self.distance = distance
    }

    /// Looks at every image.
    /// - Parameters:
    ///   - workers: How many images are looked at side by side.
    ///   - progress: Is told how many of how many images have been looked at.
    /// - Returns: What was found; a broken image is part of it.
    /// - Throws: ``DatasetError`` where the layout has a mistake, `CancellationError` where the task is cancelled.
    public func run(workers: Int, progress: (Int, Int) -> Void = { _, _ in }) async throws -> DatasetReport {
        let dataset = try Dataset(folder: folder, options)
        let members =
            dataset.images.map { DatasetReport.Member(image: $0, part: .training) }
            + (dataset.officialTest ?? []).map { DatasetReport.Member(image: $0, part: .test) }
        var report = DatasetReport(
            layout: dataset.layout, classes: dataset.classes.map { .init(name: $0.name) }, remarks: dataset.remarks)
        count(members, in: &report)
        var sound: [(member: DatasetReport.Member, look: ImageLook)] = []
        for start in stride(from: 0, to: members.count, by: Self.batch) {
            try Task.checkCancellation()
            let part = Array(members[start..<min(start + Self.batch, members.count)])
            let looks = await part.mapInParallel(workers: workers) { [folder] in ImageLook.at($0.image, in: folder) }
            for (member, look) in zip(part, looks) {
                switch look {
                case .success(let look): sound.append((member, look))
                case .failure(let flaw): report.broken.append(.init(path: member.image.path, reason: flaw.description))
                }
            }
            progress(start + part.count, members.count)
        }
        report.formats = Dictionary(sound.map { ($0.look.format, 1) }, uniquingKeysWith: +)
        report.widths = .init(sound.map(\.look.width))
        report.heights = .init(sound.map(\.look.height))
        report.duplicates = duplicates(among: sound)
        report.nearDuplicates = nearDuplicates(among: sound)
        return report
    }

    private func count(_ members: [DatasetReport.Member], in report: inout DatasetReport) {
        var tracks: Set<[String]> = []
        for (image, part) in members.map({ ($0.image, $0.part) }) {
            switch part {
            case .training:
                report.training += 1
                report.classes[image.classID].training += 1
                if tracks.insert(["\(image.classID)", image.track]).inserted {
                    report.classes[image.classID].tracks += 1
                }
            case .test:
                report.test += 1
                report.classes[image.classID].test += 1
            }
        }
    }

    private func duplicates(
        among sound: [(member: DatasetReport.Member, look: ImageLook)]
    ) -> [DatasetReport.Duplicates] {
        Dictionary(grouping: sound, by: \.look.fingerprint.pixels).values.filter { $0.count > 1 }
            .map { group in .init(members: group.map(\.member).sorted { $0.image.path < $1.image.path }) }
            .sorted { $0.members[0].image.path < $1.members[0].image.path }
    }

    private func nearDuplicates(
        among sound: [(member: DatasetReport.Member, look: ImageLook)]
    ) -> [DatasetReport.NearDuplicate] {
        let looks = sound.map(\.look.fingerprint.look)
        // Fine bits that differ are seen among the coarse ones in about the same share.
        return NearDuplicates(distance: (distance + 3) / 4).pairs(of: looks.map { $0?.coarse }) { first, second in
            let (one, other) = (sound[first], sound[second])
            guard let look = looks[first], let otherLook = looks[second], look.distance(to: otherLook) <= distance,
                one.look.fingerprint.pixels != other.look.fingerprint.pixels
            else { return false }
            // Frames of one track look alike as a matter of course.
            return one.member.part != other.member.part || one.member.image.classID != other.member.image.classID
                || one.member.image.track != other.member.image.track
        }.compactMap { first, second in
            guard let look = looks[first], let otherLook = looks[second] else { return nil }
            return .init(
                first: sound[first].member, second: sound[second].member, distance: look.distance(to: otherLook))
        }.sorted { $0.distance < $1.distance }
    }
}

/// What one image turned out to be.
private struct ImageLook: Sendable {
    let format: ImageFormat
    let width: Int
    let height: Int
    let fingerprint: ImageFingerprint

    /// A reason why an image can't be used.
    struct Flaw: Error, CustomStringConvertible {
        let description: String
    }

    static func at(_ image: LabelledImage, in folder: String) -> Result<ImageLook, Flaw> {
        do {
            let bytes = try Files.read("\(folder)/\(image.path)")
            let header = try ImageHeader(of: bytes)
            let pixels = try Image(decoding: bytes)
            if let box = image.box, pixels.cropped(to: box) == nil {
                return .failure(
                    Flaw(
                        description: "its box begins at \(box.x),\(box.y), outside of its \(pixels.width) x "
                            + "\(pixels.height) pixels"))
            }
            return .success(
                ImageLook(
                    format: header.format, width: header.width, height: header.height,
                    fingerprint: ImageFingerprint(pixels)))
        } catch {
            return .failure(Flaw(description: "\(error)"))
        }
    }
}
