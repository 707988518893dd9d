/// A value as SQLite keeps it, in one of its five storage classes.
public enum StoredValue: Equatable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension StoredValue: CustomStringConvertible {
    /// The value as an error message shows it; long text and blobs are cut short.
    public var description: String {
        switch self {
        case .null: "NULL"
        case .integer(let value): "integer \(value)"
        case .real(let value): "real \(value)"
        case .text(let value): value.count <= 40 ? "text '\(value)'" : "text '\(value.prefix(39))…'"
        case .blob(let bytes): "blob of \(bytes.count) bytes"
        }
    }
}
