/// How many columns of a screen a text without escape sequences takes.
public func displayWidth(_ text: String) -> Int {
    // Most text is ASCII, whose characters take a column each.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + displayWidth(of: $1) }
}

/// How many columns a character takes: 0, 1 or 2.
///
/// A character of several scalars, such as an accented letter or a flag, is as wide as the widest of them, or two
/// columns where it is shown as an emoji.
func displayWidth(of character: Character) -> Int {
    var width = 0
    for scalar in character.unicodeScalars {
        if scalar.value == 0xFE0F, width > 0 { return 2 }
        width = max(width, columns(of: scalar))
    }
    return width
}

private func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value >= 0x20, value < 0x7F { return 1 }
    switch scalar.properties.generalCategory {
    case .control, .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(value) } ? 2 : 1
}

/// The blocks that East Asian Width (UAX #11) calls wide or full-width, emoji aside.
private let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
]
