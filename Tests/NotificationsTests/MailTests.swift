import Testing

@testable import Notifications

/// Mails as `sendmail` reads them.
struct MailTests {
    @Test func `A mail has a header, an empty line and a text that people can read as it is`() {
        let mail = Mail(
            recipient: "ada@example.org", subject: "words failed", text: "a\n.\nFrom b ", time: 1_795_248_190)
        #expect(
            mail.source == """
                To: ada@example.org
                Subject: words failed
                Date: Sat, 21 Nov 2026 08:03:10 +0000
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable
                Auto-Submitted: auto-generated

                a
                =2E
                =46rom b=20

                """)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a\r\nBcc: x@y.z", "a Bcc: x@y.z"), ("Straße", "=?utf-8?B?U3RyYcOfZQ==?="),
        ("=?utf-8?B?eA==?=", "=?utf-8?B?PT91dGYtOD9CP2VBPT0/PQ==?="),
        (
            String(repeating: "ä", count: 30),
            "=?utf-8?B?w6TDpMOkw6TDpMOkw6TDpMOkw6TDpMOkw6TDpMOkw6TDpMOkw6TDpMOkw6Q=?=\n =?utf-8?B?w6TDpMOkw6TDpMOkw6TDpA==?="
        ),
    ])
    func `A subject stays in its field, and in words of 75 characters`(subject: String, encoded: String) {
        #expect(EncodedWords.encode(subject) == encoded)
    }

    @Test func `Lines are broken at 76 characters, and never begin with a full stop`() {
        let text = String(repeating: "x", count: 75) + ".y\n" + String(repeating: "é", count: 20) + "=\r\nend"
        let encoded = QuotedPrintable.encode(text)
        #expect(
            encoded == """
                \(String(repeating: "x", count: 75))=
                =2Ey
                \(String(repeating: "=C3=A9", count: 12))=C3=
                =A9\(String(repeating: "=C3=A9", count: 7))=3D
                end
                """)
        #expect(encoded.split(separator: "\n").allSatisfy { $0.utf8.count <= 76 })
    }
}
