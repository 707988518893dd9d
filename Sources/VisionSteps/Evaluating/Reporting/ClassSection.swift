internal import Terminal

/// How well each class is told from the others, the weakest first.
struct ClassSection {
    let report: EvaluationReport
    let images: ReportImages

    var html: String {
        """
        <section aria-labelledby="classes">
        <h2 id="classes">Classes</h2>
        <div class="scroll" role="region" aria-label="Scores of the classes" tabindex="0">
        <table>
        <caption>The weakest first; precision is the share of answers that are right, recall the share of images that \
        are found</caption>
        <thead><tr><th scope="col" class="num">id</th><th scope="col">class</th><th scope="col" class="num">images</th>\
        <th scope="col" class="num">precision</th><th scope="col" class="num">recall</th>\
        <th scope="col" class="num">F1</th></tr></thead>
        <tbody>
        \(sorted.map(row).joined(separator: "\n"))
        </tbody>
        </table>
        </div>
        </section>
        """
    }

    private var sorted: [ClassScore] {
        report.classes.sorted {
            ($0.support == 0 ? 1 : 0, $0.f1, $0.id) < ($1.support == 0 ? 1 : 0, $1.f1, $1.id)
        }
    }

    private func row(_ score: ClassScore) -> String {
        let figures =
            score.support == 0
            ? ["–", "–", "–"]
            : [
                Markup.score(score.precision), Markup.score(score.recall),
                "\(Markup.score(score.f1))<span class=\"bar\" aria-hidden=\"true\"><i style=\"width:"
                    + "\(Format.decimal(score.f1 * 100, places: 1))%\"></i></span>",
            ]
        return "<tr><td class=\"num\">\(score.id)</td><th scope=\"row\">\(images.label(score))</th>"
            + "<td class=\"num\">\(Format.count(score.support))</td>"
            + figures.map { "<td class=\"num\">\($0)</td>" }.joined() + "</tr>"
    }
}
