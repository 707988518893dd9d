import Foundation

/// One change of files as the library in `Tests/FaultShim` writes it down, with paths as they were.
enum DiskChange {
    case create(String)
    case truncate(String, length: Int)
    case write(String, offset: Int, bytes: Data)
    /// The disk has a file's content, or a folder's names.
    case synchronize(String)
    /// The disk has everything.
    case synchronizeAll
    case makeFolder(String)
    case rename(String, to: String)
    case link(String, to: String)
    case makeLink(String, target: String)
    case remove(String)

    /// Reads a whole record.
    static func record(_ path: String) throws -> [DiskChange] {
        let record = try Data(contentsOf: URL(fileURLWithPath: path))
        var changes: [DiskChange] = []
        var position = record.startIndex
        while position < record.endIndex {
            guard let end = record[position...].firstIndex(of: UInt8(ascii: "\n")) else { throw Unreadable() }
            let fields = String(decoding: record[position..<end], as: UTF8.self).components(separatedBy: "\t")
            position = end + 1
            switch (fields[0], fields.count) {
            case ("create", 2): changes.append(.create(fields[1]))
            case ("truncate", 3): changes.append(.truncate(fields[1], length: Int(fields[2]) ?? 0))
            case ("write", 4):
                guard let offset = Int(fields[2]), let count = Int(fields[3]) else { throw Unreadable() }
                changes.append(.write(fields[1], offset: offset, bytes: Data(record[position..<position + count])))
                position += count
            case ("sync", 2): changes.append(.synchronize(fields[1]))
            case ("syncall", 2): changes.append(.synchronizeAll)
            case ("mkdir", 2): changes.append(.makeFolder(fields[1]))
            case ("rename", 3): changes.append(.rename(fields[1], to: fields[2]))
            case ("link", 3): changes.append(.link(fields[1], to: fields[2]))
            case ("symlink", 3): changes.append(.makeLink(fields[2], target: fields[1]))
            case ("remove", 2): changes.append(.remove(fields[1]))
            default: throw Unreadable()
            }
        }
        return changes
    }

    struct Unreadable: Error {}
}
