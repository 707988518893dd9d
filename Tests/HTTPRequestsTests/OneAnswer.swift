import Foundation
import Glibc
import Synchronization

/// A server that takes one connection, keeps what it is sent, and gives one answer.
final class OneAnswer: Sendable {
    /// Where it listens.
    let url: String
    private let listener: Int32
    private let requests: AsyncStream<String>

    /// Begins to listen; without an answer it takes connections and says nothing.
    init(_ answer: String? = nil) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listens = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Bool in
                bind(listener, address, size) == 0 && listen(listener, 5) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard listens else { throw CocoaError(.fileReadUnknown) }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        self.listener = listener
        let (stream, continuation) = AsyncStream<String>.makeStream()
        requests = stream
        guard let answer else { return }
        Thread.detachNewThread {
            let connection = accept(listener, nil, nil)
            continuation.yield(Self.request(on: connection))
            let bytes = Array(answer.utf8)
            _ = bytes.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
            close(connection)
        }
    }

    deinit { close(listener) }

    /// What was sent.
    var request: String {
        get async { await requests.first { _ in true } ?? "" }
    }

    /// Reads a request to its end, as its `Content-Length` tells.
    private static func request(on connection: Int32) -> String {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return text }
            text += String(decoding: buffer[..<count], as: UTF8.self)
            let parts = text.components(separatedBy: "\r\n\r\n")
            guard parts.count > 1 else { continue }
            let length = parts[0].components(separatedBy: "\r\n").compactMap { line in
                line.hasPrefix("Content-Length: ") ? Int(line.dropFirst(16)) : nil
            }
            if parts[1].utf8.count >= length.first ?? 0 { return text }
        }
    }
}
