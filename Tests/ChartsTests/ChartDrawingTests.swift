import Charts
import Foundation
import FoundationXML
import Testing

@Suite struct ChartDrawingTests {
    private let drawing = ChartDrawing(
        title: "a < b & \"c\"",
        charts: [
            Chart("loss", Curve("one", [1, 0.5, .nan, 0.25, 0.125]), Curve("two", [0, 0.75])),
            Chart("error", Curve("x", [3])),
        ])

    @Test func `A drawing is XML that refers to nothing outside`() throws {
        let document = try XMLDocument(xmlString: drawing.svg)
        #expect(document.rootElement()?.name == "svg")
        #expect(document.rootElement()?.elements(forName: "title").first?.stringValue == "a < b & \"c\"")
        #expect(!drawing.svg.contains("href") && !drawing.svg.contains("url("))
        #expect(drawing.svg.contains("prefers-color-scheme: dark"))
    }

    @Test func `A drawing says in words what it shows`() throws {
        let root = try #require(try XMLDocument(xmlString: drawing.svg).rootElement())
        #expect(drawing.svg.contains(" role=\"img\" aria-labelledby=\"title description\">"))
        #expect(
            root.elements(forName: "desc").first?.stringValue
                == "loss of one: 4 values, from 1 at 1 to 0.1250 at 5; lowest 0.1250, highest 1. "
                + "loss of two: 2 values, from 0 at 1 to 0.7500 at 2; lowest 0, highest 0.7500. "
                + "error of x: 1 value, from 3 at 1 to 3 at 1; lowest 3, highest 3.")
    }

    @Test func `A gap parts a curve, and a point alone is a dot`() {
        let loss = drawing.svg.components(separatedBy: "<text class=\"name\"")[1]
        #expect(loss.components(separatedBy: "<polyline").count - 1 == 3)
        #expect(drawing.svg.components(separatedBy: "<circle").count - 1 == 1)
        #expect(drawing.svg.contains("one (1 value not finite, not drawn)"))
    }

    @Test func `Equal charts have equal drawings`() {
        let again = ChartDrawing(title: "t", charts: [Chart("loss", Curve("one", [1, 0.5]))])
        #expect(again.svg == ChartDrawing(title: "t", charts: [Chart("loss", Curve("one", [1, 0.5]))]).svg)
    }

    @Test func `A curve of very many points is thinned to what can be seen`() {
        let values = (0..<200_000).map { Double($0 % 100) }
        let svg = ChartDrawing(title: "t", charts: [Chart("loss", Curve("one", values))]).svg
        #expect(svg.utf8.count < 60_000)
    }
}
