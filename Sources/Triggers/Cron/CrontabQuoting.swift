extension String {
    /// The text as one word for the shell, in a form that means the same where cron has read it first.
    ///
    /// In a crontab `%` ends the command. Versions of cron differ in what a backslash does: some drop the one before `%` or
    /// before another backslash, others leave all of them to the shell. So a `%` stands behind a backslash outside the
    /// quotes, where the shell drops what cron has left, and a backslash stands before a closing quote, where nobody
    /// drops it.
    var quotedForCrontab: String {
        let isPlain = !isEmpty && utf8.allSatisfy { plainBytes.contains($0) }
        guard !isPlain else { return self }
        var text = "'"
        for character in unicodeScalars {
            switch character {
            case "'": text += "'\\''"
            case "%": text += "'\\%'"
            case "\\": text += "\\''"
            default: text.unicodeScalars.append(character)
            }
        }
        return text + "'"
    }
}

private let plainBytes = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,+@".utf8)
