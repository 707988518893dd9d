internal import ContentHash
internal import FileSystem
internal import Imaging
internal import PipelineKit
internal import RecordIO

/// How one image of a list becomes a record.
struct ImageConversion: Sendable {
    /// A reason why an image can't be converted, which lies in the image itself.
    struct Corrupt: Error, Hashable, CustomStringConvertible {
        let description: String
    }

    /// The folder that the paths of images start at.
    let folder: String
    /// The width and height of the result, in pixels.
    let size: Int

    /// Reads, checks and converts an image.
    /// - Throws: `Corrupt`, or a `StepFailure` where the file is no longer what the list says.
    func record(of image: ListedImage, id: UInt64) throws -> ImageRecord {
        let bytes = try bytes(of: image)
        let whole: Image
        do { whole = try Image(decoding: bytes) } catch { throw Corrupt(description: error.description) }
        guard let box = image.box else { return record(of: whole, image, id) }
        guard let sign = whole.cropped(to: box) else {
            throw Corrupt(
                description:
                    "its box begins at \(box.x),\(box.y), outside of its \(whole.width) x \(whole.height) pixels")
        }
        return record(of: sign, image, id)
    }

    private func record(of sign: Image, _ image: ListedImage, _ id: UInt64) -> ImageRecord {
        ImageRecord(classID: image.classID, id: id, image: sign.resized(width: size, height: size).encodedPNG())
    }

    private func bytes(of image: ListedImage) throws -> [UInt8] {
        do throws(SystemError) {
            let bytes = try Files.read("\(folder)/\(image.path)")
            if SHA256.digest(of: bytes) == image.digest { return bytes }
        } catch {
            guard error.isMissing else { throw error }
        }
        throw StepFailure(
            "the image '\(image.path)' in '\(folder)' changed after the data set was split; start the run again",
            kind: .inputChanged)
    }
}
