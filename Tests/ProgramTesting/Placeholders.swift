import Foundation

extension String {
    /// The text with what differs between runs and machines replaced: identities, durations, digests and places.
    package func plain(in place: Workplace) -> String {
        var text = replacingOccurrences(of: place.path, with: "PLACE")
            .replacingOccurrences(of: Program.package, with: "PACKAGE")
        for (pattern, placeholder) in String.placeholders {
            text = text.replacing(pattern, with: placeholder)
        }
        return text
    }

    /// The text with columns two spaces apart, however wide what stands in them is.
    package var narrow: String { replacing(/(?<word>[^ \n]) {2,}/) { "\($0.word)  " } }

    private static var placeholders: [(Regex<Substring>, String)] {
        [
            // The second letter of a run of this century's twenties and thirties is none of a hexadecimal digest.
            (/\b1[g-z][0-9a-z]{10}\b/, "RUN"), (/\b[0-9a-f]{64}\b/, "DIGEST"), (/\b[0-9a-f]{12}\b/, "SHORT"),
            (/\b[0-9]+(?:\.[0-9]+)? (?:ms|s|min)\b/, "TIME"),
            (/[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?Z?/, "DATE"),
        ]
    }
}
