internal import ContentHash
internal import HTTPRequests

/// An MLflow tracking server, asked over its REST API.
///
/// See <https://mlflow.org/docs/latest/rest-api.html>. The environment says who asks, as for MLflow's own client:
/// `MLFLOW_TRACKING_TOKEN`, or `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD`.
struct MLflowServer {
    /// The address without a slash at its end.
    let url: String
    let environment: [String: String]

    init(url: String, environment: [String: String]) {
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.environment = environment
    }

    /// How the server is called in messages, without what may be secret in its address.
    var name: String { HTTPRequest("GET", url).server }

    /// An answer that refuses.
    struct Refusal: Error {
        let status: Int
        /// MLflow's word for the reason, such as `RESOURCE_DOES_NOT_EXIST`.
        let code: String
        let message: String
    }

    /// Asks for something that is there, or not.
    func get(_ endpoint: String, _ query: [(name: String, value: String)]) async throws -> JSON {
        let words = query.map { "\($0.name)=\(Self.encoded($0.value))" }.joined(separator: "&")
        return try await json(of: request("GET", "/api/2.0/mlflow/\(endpoint)?\(words)"))
    }

    /// Changes something.
    @discardableResult
    func post(_ endpoint: String, _ body: JSON) async throws -> JSON {
        var request = request("POST", "/api/2.0/mlflow/\(endpoint)")
        request.headers = [("Content-Type", "application/json")]
        request.body = .bytes(Array(body.text.utf8))
        return try await json(of: request)
    }

    /// Uploads a file to a path below the server's own root of artifacts.
    func upload(_ file: String, to path: String) async throws {
        let place = path.split(separator: "/").map { Self.encoded(String($0)) }.joined(separator: "/")
        var request = request("PUT", "/api/2.0/mlflow-artifacts/artifacts/\(place)")
        request.headers = [("Content-Type", "application/octet-stream")]
        request.body = .file(file)
        request.timeout = .seconds(1800)
        // It answers with nothing.
        _ = try await answer(to: request)
    }

    private func request(_ method: String, _ path: String) -> HTTPRequest {
        var credentials: HTTPRequest.Credentials?
        if let token = environment["MLFLOW_TRACKING_TOKEN"], !token.isEmpty {
            credentials = .token(token)
        } else if let user = environment["MLFLOW_TRACKING_USERNAME"], !user.isEmpty {
            credentials = .password(user: user, password: environment["MLFLOW_TRACKING_PASSWORD"] ?? "")
        }
        return HTTPRequest(method, url + path, credentials: credentials)
    }

    private func json(of request: HTTPRequest) async throws -> JSON {
        let response = try await answer(to: request)
        guard let json = try? JSON(parsing: response.text) else {
            throw ExchangeError(.server, "'\(name)' does not answer as an MLflow server does: check the address")
        }
        return json
    }

    private func answer(to request: HTTPRequest) async throws -> HTTPResponse {
        let response = try await request.send(environment: environment)
        guard !response.isSuccess else { return response }
        let json = try? JSON(parsing: response.text)
        throw Refusal(
            status: response.status, code: json?["error_code"]?.string ?? "",
            message: json?["message"]?.string ?? response.text)
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            if character.isASCII, character.isLetter || character.isNumber || "-._~".contains(character) {
                return String(character)
            }
            return (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
