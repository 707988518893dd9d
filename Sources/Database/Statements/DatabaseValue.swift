/// A type whose values are bound to statements and read from rows.
///
/// An enum with a raw value conforms without a line of code: `extension Status: DatabaseValue {}`.
public protocol DatabaseValue {
    /// The form in which SQLite keeps the value.
    var stored: StoredValue { get }

    /// Reads the value back, or gives `nil` where the type cannot represent what is stored.
    init?(stored: StoredValue)
}

extension StoredValue: DatabaseValue {
    public var stored: StoredValue { self }

    public init?(stored: StoredValue) { self = stored }
}

extension Int64: DatabaseValue {
    public var stored: StoredValue { .integer(self) }

    public init?(stored: StoredValue) {
        guard case .integer(let value) = stored else { return nil }
        self = value
    }
}

extension Int: DatabaseValue {
    public var stored: StoredValue { .integer(Int64(self)) }

    public init?(stored: StoredValue) {
        guard case .integer(let value) = stored else { return nil }
        self.init(exactly: value)
    }
}

extension Bool: DatabaseValue {
    public var stored: StoredValue { .integer(self ? 1 : 0) }

    public init?(stored: StoredValue) {
        switch stored {
        case .integer(0): self = false
        case .integer(1): self = true
        default: return nil
        }
    }
}

extension Double: DatabaseValue {
    public var stored: StoredValue { .real(self) }

    /// Reads a real, or an integer that a double holds exactly: an expression such as `max(1, 2.5)` may give either.
    public init?(stored: StoredValue) {
        switch stored {
        case .real(let value): self = value
        case .integer(let value): self.init(exactly: value)
        default: return nil
        }
    }
}

extension String: DatabaseValue {
    public var stored: StoredValue { .text(self) }

    public init?(stored: StoredValue) {
        guard case .text(let value) = stored else { return nil }
        self = value
    }
}

extension [UInt8]: DatabaseValue {
    public var stored: StoredValue { .blob(self) }

    public init?(stored: StoredValue) {
        guard case .blob(let value) = stored else { return nil }
        self = value
    }
}

extension Optional: DatabaseValue where Wrapped: DatabaseValue {
    public var stored: StoredValue { self?.stored ?? .null }

    public init?(stored: StoredValue) {
        if case .null = stored {
            self = .none
        } else if let value = Wrapped(stored: stored) {
            self = .some(value)
        } else {
            return nil
        }
    }
}

extension DatabaseValue where Self: RawRepresentable, RawValue: DatabaseValue {
    public var stored: StoredValue { rawValue.stored }

    public init?(stored: StoredValue) {
        guard let rawValue = RawValue(stored: stored) else { return nil }
        self.init(rawValue: rawValue)
    }
}
