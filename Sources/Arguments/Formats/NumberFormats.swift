extension ValueFormat where Value == Int {
    /// A whole number, within a range where one is given.
    public static func integer(_ placeholder: String = "N", in range: ClosedRange<Int>) -> Self {
        Self(placeholder, limits: "from \(range.lowerBound) to \(range.upperBound)") { text throws(InvalidValue) in
            let value = try wholeNumber(text)
            guard range.contains(value) else {
                throw InvalidValue("\(value) is not from \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
    }

    /// A whole number that is at least the start of the range.
    public static func integer(_ placeholder: String = "N", in range: PartialRangeFrom<Int>) -> Self {
        Self(placeholder, limits: "at least \(range.lowerBound)") { text throws(InvalidValue) in
            let value = try wholeNumber(text)
            guard range.contains(value) else { throw InvalidValue("\(value) is not at least \(range.lowerBound)") }
            return value
        }
    }

    /// Any whole number.
    public static func integer(_ placeholder: String = "N") -> Self {
        Self(placeholder) { text throws(InvalidValue) in try wholeNumber(text) }
    }
}

extension ValueFormat where Value == Double {
    /// A number, within a range where one is given; infinities and NaN are refused.
    public static func number(_ placeholder: String = "X", in range: ClosedRange<Double>) -> Self {
        Self(placeholder, limits: "from \(range.lowerBound) to \(range.upperBound)") { text throws(InvalidValue) in
            let value = try finiteNumber(text)
            guard range.contains(value) else {
                throw InvalidValue("\(text) is not from \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
    }

    /// Any number but the infinities and NaN.
    public static func number(_ placeholder: String = "X") -> Self {
        Self(placeholder) { text throws(InvalidValue) in try finiteNumber(text) }
    }
}

private func wholeNumber(_ text: String) throws(InvalidValue) -> Int {
    guard let value = Int(text) else { throw InvalidValue("'\(text)' is not a whole number") }
    return value
}

private func finiteNumber(_ text: String) throws(InvalidValue) -> Double {
    guard let value = Double(text), value.isFinite else { throw InvalidValue("'\(text)' is not a number") }
    return value
}
