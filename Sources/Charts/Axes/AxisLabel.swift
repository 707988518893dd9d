internal import Glibc
internal import Terminal

/// Numbers beside axes: as many digits as tell two ticks apart.
enum AxisLabel {
    /// Writes a tick of an axis whose ticks are so far apart.
    static func text(_ value: Double, step: Double) -> String {
        let exponent = Int(log10(step).rounded(.down))
        if abs(value) < step / 2 { return "0" }
        let size = Int(log10(abs(value)).rounded(.down))
        guard size < 6, exponent > -6 else {
            // With so many digits only the beginning can be read.
            let mantissa = value / pow(10, Double(size))
            return "\(Format.decimal(mantissa, places: min(max(0, size - exponent), 6)))e\(size)"
        }
        return Format.decimal(value, places: max(0, -exponent))
    }
}
