/// A POST as `curl --config -` reads it from standard input, so that neither address nor signature is in an argument.
struct CurlRequest {
    let url: String
    let body: String
    let headers: [String]
    /// The seconds that everything may take.
    let timeout: Double

    /// What is no secret: no configuration of the user's, no body printed, the status on the last line.
    static let arguments = [
        "--disable", "--silent", "--show-error", "--globoff", "--proto", "=http,https", "--output", "/dev/null",
        "--write-out", "%{http_code}\\n", "--config", "-",
    ]

    var configuration: String {
        let seconds = "\((timeout * 1000).rounded() / 1000)"
        let fixed = [
            // A server that does not know "100-continue" would cost a second.
            "Content-Type: application/json; charset=utf-8", "User-Agent: pipeline", "Expect:",
        ]
        let options =
            [("url", url), ("data-raw", body), ("max-time", seconds)] + (fixed + headers).map { ("header", $0) }
        return options.map { "\($0.0) = \(Self.quoted($0.1))\n" }.joined()
    }

    /// A value in quotes; texts with line breaks are JSON here, where these are escaped already.
    static func quoted(_ value: String) -> String {
        "\"" + value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
