internal import FileSystem
internal import PipelineKit

/// The layout with a folder for each class, and the images of the class in it.
///
/// The ids are the places of the folders: sorted by number where all names are numbers, by their bytes otherwise.
enum ClassFolders: DatasetLayout {
    static func read(_ folder: String) throws -> LabelledImages? {
        var names: [String] = []
        var files: [String: [String]] = [:]
        for name in try Folders.names(in: folder) {
            guard try FileStatus(of: "\(folder)/\(name)").kind == .folder else { continue }
            names.append(name)
            files[name] = try Folders.names(in: "\(folder)/\(name)").filter(ImageFileName.isImage)
        }
        guard files.values.contains(where: { !$0.isEmpty }) else { return nil }
        let empty = names.filter { files[$0, default: []].isEmpty }
        let classNames = sorted(names.filter { !empty.contains($0) })
        let images = classNames.enumerated().flatMap { id, name in
            files[name, default: []].map { file in
                LabelledImage(path: "\(name)/\(file)", classID: id, track: ImageFileName.track(of: file))
            }
        }
        return LabelledImages(
            classNames: classNames, images: images,
            remarks: empty.map { "the folder '\($0)' has no images and is left out" })
    }

    private static func sorted(_ names: [String]) -> [String] {
        let numbers = names.compactMap { Int($0) }
        guard numbers.count == names.count else { return names }
        return zip(numbers, names).sorted { $0 < $1 }.map(\.1)
    }
}
