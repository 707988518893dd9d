import CSpawn

/// What the C library says about numbers, in English whatever the locale.
enum SystemText {
    static func signal(_ number: Int32) -> String? {
        cspawn_signal_name(number).map { String(cString: $0) }
    }

    static func error(_ number: Int32) -> String {
        cspawn_error_text(number).map { String(cString: $0) } ?? "error \(number)"
    }
}
