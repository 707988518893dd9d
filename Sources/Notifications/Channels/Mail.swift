internal import Glibc

/// A mail as `sendmail` reads it: RFC 5322, its header and text encoded so that nothing in them can end either.
struct Mail {
    let recipient: String
    let subject: String
    let text: String
    /// Seconds since 1970.
    let time: Double

    /// The header, an empty line, and the text.
    var source: String {
        let header = [
            "To: \(recipient)", "Subject: \(EncodedWords.encode(subject))", "Date: \(date)", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable",
            // Keeps programs that answer mail from answering.
            "Auto-Submitted: auto-generated",
        ]
        return header.joined(separator: "\n") + "\n\n" + QuotedPrintable.encode(text) + "\n"
    }

    private var date: String {
        var seconds = time_t(time.rounded(.down))
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)])"
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(two).joined(separator: ":")
        return "\(day) \(parts.tm_year + 1900) \(clock) +0000"
    }
}
