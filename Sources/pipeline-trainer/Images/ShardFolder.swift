import Glibc
import Imaging
import RecordIO

/// A folder of RecordIO files with labelled images.
struct ShardFolder {
    private let path: String
    /// The record files, sorted by name.
    private let files: [String]

    init(_ path: String) throws(TrainerError) {
        guard let folder = opendir(path) else {
            let reason = String(cString: strerror(errno))
            throw TrainerError(.unreadableShards, "\(path): cannot open the folder of shards: \(reason)")
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".rec") { names.append(name) }
        }
        guard !names.isEmpty else {
            throw TrainerError(.unreadableShards, "\(path): no shards, that is files named *.rec")
        }
        self.path = path
        files = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\(path)/\($0)" }
    }

    /// Decodes all images.
    ///
    /// - Throws: an error that names the file and the offset of the first record that is damaged or does not fit.
    func images(side: Int, classCount: Int) throws -> ImageSet {
        var images = ImageSet(side: side)
        try forEachRecord(classCount: classCount) { record, classID, place in
            let image = try place.naming { () throws(ImageError) in try Image(decoding: record.image) }
            guard image.width == side, image.height == side else {
                throw place.error(
                    "record \(record.id) is \(image.width) x \(image.height) pixels, not \(side) x \(side)")
            }
            images.append(id: record.id, classID: classID, pixels: image.pixels)
        }
        return images
    }

    /// Reads what the images are labelled with, and decodes none.
    ///
    /// - Throws: an error that names the file and the offset of the first record that is damaged or does not fit.
    func labels(classCount: Int) throws -> ImageLabels {
        var labels = ImageLabels()
        try forEachRecord(classCount: classCount) { record, classID, _ in
            labels.append(id: record.id, classID: classID)
        }
        return labels
    }

    private func forEachRecord(
        classCount: Int, _ body: (_ record: ImageRecord, _ classID: Int, _ place: Place) throws -> Void
    ) throws {
        for file in files {
            var reader = try RecordReader(file: file)
            var offset = reader.offset
            while let payload = try reader.next() {
                let place = Place(file: file, offset: offset)
                let record = try place.naming { () throws(RecordError) in try ImageRecord(decoding: payload) }
                try body(record, try place.classID(of: record, below: classCount), place)
                offset = reader.offset
            }
        }
    }
}

/// Where a record is, for messages.
private struct Place {
    let file: String
    let offset: Int

    func error(_ text: String) -> TrainerError {
        TrainerError(.badRecord, "\(file): at byte \(offset): \(text)")
    }

    func naming<Value, Failure>(_ body: () throws(Failure) -> Value) throws(TrainerError) -> Value {
        do {
            return try body()
        } catch {
            throw self.error("\(error)")
        }
    }

    func classID(of record: ImageRecord, below count: Int) throws(TrainerError) -> Int {
        guard let classID = record.classID else {
            throw error("the label of record \(record.id) is not a class id")
        }
        guard (0..<count).contains(classID) else {
            throw error(
                "record \(record.id) has the class id \(classID), which is not in 0...\(count - 1): the network has "
                    + "\(count) classes")
        }
        return classID
    }
}
