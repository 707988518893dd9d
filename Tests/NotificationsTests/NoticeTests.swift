import Testing

@testable import Notifications

/// What a message says.
struct NoticeTests {
    private func notice(_ event: String, model: String = "", metric: String = "") -> Notice {
        Notice(
            event: event, pipeline: "road_sign", run: "1m7", status: "succeeded", link: "/runs/1m7", model: model,
            metric: metric, host: "box", time: "2026-11-21T08:03:10Z")
    }

    @Test func `Each event has a usual message`() {
        #expect(
            Notice.failure().text(nil) == """
                road_sign failed: train: it broke
                run 1m7 on box: https://ml/runs/1m7

                The last lines of its log:
                first
                last
                """)
        #expect(notice("recovery").text(nil) == "road_sign works again\nrun 1m7 on box: /runs/1m7")
        #expect(
            notice("new_model_version", model: "signs:3").text(nil)
                == "road_sign registered signs:3\nrun 1m7 on box: /runs/1m7")
        #expect(
            notice("metric_fell", metric: "accuracy fell from 0.98 to 0.9").text(nil)
                == "road_sign: accuracy fell from 0.98 to 0.9\nrun 1m7 on box: /runs/1m7")
        #expect(
            notice("trial").text(nil) == "This is a trial: what happens in the pipelines of box is told here.")
    }

    @Test func `Colours and control characters of a log stay out of a message`() {
        let notice = Notice.failure(
            error: "a\u{0}b\r\nc", tail: "\u{1b}[1;31mred\u{1b}[0m\u{1b}]0;title\u{7} \tend\u{8}é")
        #expect(notice.error == "ab\nc")
        #expect(notice.tail == "red \tendé")
    }

    @Test func `What is long is cut between characters`() {
        let notice = Notice.failure(
            error: String(repeating: "é", count: 1001), tail: "a" + String(repeating: "é", count: 4000))
        #expect(notice.error == String(repeating: "é", count: 1000) + "…")
        #expect(notice.tail == "…" + String(repeating: "é", count: 3000))
    }

    @Test func `The end of a log is its last lines, however long it is`() throws {
        let folder = try TemporaryFolder()
        let short = try folder.write("one\ntwo\nthree\n", "short")
        #expect(LogTail.lines(2, of: short) == "two\nthree")
        #expect(LogTail.lines(20, of: short) == "one\ntwo\nthree")
        let long = try folder.write((1...50_000).map { "line \($0)\n" }.joined(), "long")
        #expect(LogTail.lines(2, of: long) == "line 49999\nline 50000")
        let unbroken = try folder.write(String(repeating: "x", count: 100_000), "unbroken")
        #expect(LogTail.lines(20, of: unbroken).utf8.count == 65_536)
        #expect(LogTail.lines(20, of: "\(folder.path)/none") == "")
    }
}
