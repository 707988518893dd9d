import Architectures
import Foundation
import FoundationXML
import Imaging
import PipelineTesting
import Testing
import TrainingJob

@testable import VisionSteps

@Suite struct `The page of an evaluation` {
    private func page(
        _ predictions: [Prediction], _ names: [String], training: TrainingFacts = TrainingFacts(),
        champion: ChampionComparison? = nil
    ) -> String {
        var report = EvaluationReport(predictions, classNames: names)
        report.champion = champion
        let files = Dictionary(
            uniqueKeysWithValues: predictions.indices.map { ($0, SmallImages.image($0).encodedPNG()) })
        let examples = names.indices.map { name in predictions.firstIndex { $0.trueClass == name } }
        return ReportPage(
            report: report, training: training, images: ReportImages(files: files, examples: examples)
        ).html
    }

    private func plain(_ classes: Int = 6) -> String {
        page(MadePredictions.all, (0..<classes).map { "c\($0)" })
    }

    private var training: TrainingFacts {
        TrainingFacts(
            description: ModelDescription(
                architecture: .smallCNN, classCount: 6, imageSize: 48, mean: [0, 0, 0],
                standardDeviation: [1, 1, 1], parameterCount: 1_478_411),
            result: TrainResult(
                trainingImages: 1032, validationImages: 172, bestEpoch: 2,
                epochs: [
                    .init(loss: 2, accuracy: 0.5, validationLoss: 1, validationAccuracy: 0.75),
                    .init(loss: 1, accuracy: 0.75, validationLoss: 0.5, validationAccuracy: 0.875),
                ]))
    }

    /// How often a text occurs.
    private func count(_ text: String, in page: String) -> Int { page.components(separatedBy: text).count - 1 }

    @Test func `It needs nothing but itself`() {
        let page = page(MadePredictions.all, (0..<6).map { "c\($0)" }, training: training)
        #expect(!page.contains("<script"))
        #expect(!page.contains("<link"))
        #expect(!page.contains("@import"))
        for part in page.components(separatedBy: "src=\"").dropFirst() { #expect(part.hasPrefix("data:image/")) }
        for part in page.components(separatedBy: "url(").dropFirst() {
            #expect(part.hasPrefix("data:image/png;base64,") || part.hasPrefix("#"))
        }
        let addresses = page.components(separatedBy: "http").dropFirst().map { $0.prefix(24) }
        #expect(addresses.allSatisfy { $0.hasPrefix("://www.w3.org/2000/svg") })
    }

    @Test func `Its text is well-formed`() throws {
        let text = page(
            MadePredictions.all, ["<a>", "b & c", "\"d\"", "e", "f", "g"], training: training,
            champion: ChampionComparison(
                version: "a&b:3", name: "a&b@champion", PairedComparison([(new: true, old: false)])))
        // As XML it has to close what HTML closes by itself.
        let body = try #require(text.components(separatedBy: "<body>").last?.components(separatedBy: "</body>").first)
        let closed = body.replacing(/<(img [^>]*|br)>/) { "<\($0.output.1)/>" }
        _ = try XMLDocument(xmlString: "<body>\(closed)</body>")
        #expect(text.contains("&lt;a&gt;") && text.contains("b &amp; c") && text.contains("a&amp;b:3"))
        #expect(!text.contains("<a>"))
    }

    @Test func `Its parts have titles, its tables captions and heads`() {
        let page = page(MadePredictions.all, (0..<6).map { "c\($0)" }, training: training)
        #expect(page.contains("<html lang=\"en\">"))
        #expect(page.contains("<title>Evaluation: 74.2 % of 120 images right</title>"))
        #expect(count("<section ", in: page) == count("<section aria-label", in: page))
        #expect(count("</table>", in: page) == count("<caption>", in: page))
        #expect(count("</table>", in: page) == count("<thead>", in: page))
        #expect(count("<img ", in: page) == count(" alt=\"", in: page))
        let ids = page.matches(of: /(?:\s)id="([^"]*)"/).map(\.output.1)
        #expect(Set(ids).count == ids.count)
        #expect(page.contains("prefers-color-scheme: dark"))
    }

    @Test func `Curves show the epochs of the training`() {
        #expect(!plain().contains("id=\"training\""))
        let page = page(MadePredictions.all, (0..<6).map { "c\($0)" }, training: training)
        #expect(page.contains("2 epochs over 1,032 images, 172 to validate; the weights are those of epoch 2."))
        #expect(count("src=\"data:image/svg+xml;base64,", in: page) == 2)
        #expect(page.contains("small_cnn of 1,478,411 parameters, images of 48 × 48 pixels"))
    }

    @Test func `A class without images has no figures`() {
        #expect(plain().contains("6 classes, 1 of them without an image"))
        #expect(
            plain().contains(
                "<th scope=\"row\"><span class=\"label\"><span>c4</span></span></th><td class=\"num\">0</td>"
                    + "<td class=\"num\">–</td><td class=\"num\">–</td><td class=\"num\">–</td>"))
    }

    @Test func `Two classes without a mistake make a page as well`() {
        let page = page(
            MadePredictions.sure([(0, 0, 0.9), (1, 1, 0.75), (0, 0, 1)], of: 2), ["no", "yes"])
        #expect(page.contains("<h1>100 % of 3 images right</h1>"))
        #expect(page.contains("<p>No image is classified wrongly.</p>"))
        #expect(page.contains("<p>No class is taken for another.</p>"))
        #expect(page.contains("no mistake in 3: at least 0 % with 95 % confidence"))
        #expect(!page.contains("Top 3"))
    }

    @Test func `A mistake is shown with what it is and what it was taken for`() {
        let page = page(MadePredictions.sure([(0, 1, 0.8), (1, 1, 0.9)], of: 2), ["stop", "yield"])
        #expect(page.contains("The only mistake. Beside each class is the probability that the model gives it."))
        #expect(
            page.contains(
                "<span class=\"wrong\">taken for</span><span class=\"answer\"><span class=\"label\">"
                    + "<span class=\"thumb k1\"></span><span>yield</span></span><b>80.0 %</b></span>"))
    }

    @Test func `A champion is named with the figures of both`() {
        let answers = [(true, false), (true, false), (true, true), (false, true)].map { (new: $0.0, old: $0.1) }
        let page = page(
            MadePredictions.sure([(0, 0, 0.9), (0, 0, 0.9), (1, 1, 0.9), (1, 0, 0.9)], of: 2), ["a", "b"],
            champion: ChampionComparison(version: "s:3", name: "s@champion", PairedComparison(answers)))
        #expect(
            page.contains(
                "<span class=\"better\">Better than s:3</span>: 75 % against 50 % on the same 4 images"))
        #expect(
            page.contains(
                "Only this model is right on 2 images, only the champion on 1. So uneven a count may well be chance: "
                    + "p = 1.000 (McNemar’s test)."))
        #expect(!plain().contains("Beside the champion"))
    }

    @Test func `Bytes become base64 as RFC 4648 has them`() {
        let vectors = ["": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "foobar": "Zm9vYmFy"]
        for (text, expected) in vectors { #expect(Markup.base64(Array(text.utf8)) == expected) }
    }

    @Test func `Numbers have the digits that tell something`() {
        #expect(Markup.percent(0.98, of: 50) == "98 %")
        #expect(Markup.percent(0.9845, of: 258) == "98.5 %")
        #expect(Markup.percent(0.995724, of: 12_630) == "99.57 %")
        #expect(Markup.percent(0.999999, of: 12_630) == "&gt; 99.99 %")
        #expect(Markup.significance(0.0312) == "= 0.031")
        #expect(Markup.significance(0.000_01) == "&lt; 0.0001")
        #expect(Markup.number(17.25) == "17.25")
        #expect(Markup.number(0.003125) == "0.003125")
        #expect(Markup.number(0) == "0")
        #expect(Markup.number(1.85) == "1.850")
    }
}
