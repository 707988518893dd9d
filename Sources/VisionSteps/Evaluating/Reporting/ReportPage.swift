internal import Terminal

/// An evaluation as one HTML file that needs nothing else: no other file, no network, no script.
///
/// It is readable on a light and on a dark ground, on a telephone and on paper. The same evaluation makes the same bytes, so
/// it tells neither times nor runs.
struct ReportPage {
    let report: EvaluationReport
    let training: TrainingFacts
    let images: ReportImages

    /// The text of the file.
    var html: String {
        let title =
            "\(Markup.percent(report.accuracy, of: report.images)) of \(Format.count(report.images, "image")) right"
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Evaluation: \(title)</title>
            <style>
            \(ReportStyle.text)
            \(thumbnails)
            </style>
            </head>
            <body>
            <header>
            <p class="kind">Evaluation of an image classifier</p>
            <h1>\(title)</h1>
            <p class="soft">\(subtitle)</p>
            </header>
            <main>
            \(sections.filter { !$0.isEmpty }.joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    private var subtitle: String {
        let classes = report.classes.filter { $0.support > 0 }.count
        let empty = report.classes.count - classes
        return
            "\(Format.count(report.mistakes, "mistake")), \(Format.count(report.classes.count, "class", plural: "classes"))"
            + (empty == 0 ? "" : ", \(empty) of them without an image")
            + (training.summary.map { "; \(Markup.escaped($0))" } ?? "")
    }

    private var sections: [String] {
        [
            SummarySection(report: report).html,
            ChampionSection(report: report).html,
            MistakeSection(report: report, images: images).html,
            ConfusionSection(report: report, images: images).html,
            ClassSection(report: report, images: images).html,
            CalibrationSection(report: report).html,
            CurveSection(training: training).html,
            OriginSection(report: report, training: training).html,
        ]
    }

    /// The image of each class once, to be shown wherever the class is named.
    private var thumbnails: String {
        images.examples.enumerated().compactMap { id, index in
            index.flatMap { images.files[$0] }.map {
                ".k\(id){background-image:url(\(Markup.dataAddress("image/png", $0)))}"
            }
        }.joined(separator: "\n")
    }
}

extension ReportImages {
    /// The picture of a class in the size of a line; nothing where the class has none.
    func thumbnail(of classID: Int) -> String {
        examples[classID] == nil ? "" : "<span class=\"thumb k\(classID)\"></span>"
    }

    /// A class as it is named in a text, with its picture.
    func label(_ score: ClassScore) -> String {
        "<span class=\"label\">\(thumbnail(of: score.id))<span>\(Markup.escaped(score.title))</span></span>"
    }
}

extension ClassScore {
    /// The name, or the id where there is no other name.
    var title: String { name == "\(id)" ? "class \(id)" : name }
}
