internal import Commands
internal import ContentHash
internal import Datasets
internal import Imaging
internal import Terminal

/// How a report on a data set is told.
enum DatasetReportText {
    private static let barWidth = 30
    private static let namedAtMost = 10

    static func write(_ report: DatasetReport, to context: CommandContext) {
        for remark in report.remarks { context.warn(remark) }
        var facts = Table(.word(""), .text(""))
        facts.append("layout", "\(report.layout.rawValue)")
        facts.append("images", "\(report.training) to train on\(report.test > 0 ? ", \(report.test) to test" : "")")
        facts.append("classes", "\(report.classes.count)")
        facts.append("tracks", "\(report.classes.reduce(0) { $0 + $1.tracks })")
        facts.append("formats", Line(formats(report).map { "\($0.1) \($0.0.name)" }.joined(separator: ", ")))
        if let widths = report.widths, let heights = report.heights {
            facts.append("width", Line(text(widths)))
            facts.append("height", Line(text(heights)))
        }
        context.write(facts)
        context.write("")
        context.write(balance(report))
        section("broken", report.broken.map { "\($0.path): \($0.reason)" }, to: context)
        section(
            "same pixels",
            report.duplicates.map { group in
                let notes =
                    (group.isOnBothSides ? ["in the test too"] : [])
                    + (group.isContradictory ? ["of different classes"] : [])
                return group.members.map(\.image.path).joined(separator: " = ")
                    + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
            }, to: context)
        section(
            "look alike",
            report.nearDuplicates.map { pair in
                let notes =
                    (pair.first.part != pair.second.part ? ["one in the test"] : [])
                    + (pair.first.image.classID != pair.second.image.classID ? ["of different classes"] : [])
                    + ["\(pair.distance) bits"]
                return "\(pair.first.image.path) ~ \(pair.second.image.path) (\(notes.joined(separator: ", ")))"
            }, to: context)
    }

    private static func section(_ title: String, _ lines: [String], to context: CommandContext) {
        context.write("")
        guard !lines.isEmpty else { return context.write(Line("\(title): none", .dim)) }
        context.write(Line("\(title): \(lines.count)", title == "broken" ? .red : .yellow))
        for line in lines.prefix(namedAtMost) { context.write(Line("  \(line)")) }
        if lines.count > namedAtMost {
            context.write(Line("  and \(lines.count - namedAtMost) more; --json lists them all", .dim))
        }
    }

    /// A table with a bar for each class, as long as its part of the largest.
    private static func balance(_ report: DatasetReport) -> Table {
        let largest = max(1, report.classes.map(\.training).max() ?? 1)
        let bar = ProgressBar(width: barWidth)
        var table =
            report.test > 0
            ? Table(.number("id"), .text("class"), .number("tracks"), .number("train"), .number("test"), .word(""))
            : Table(.number("id"), .text("class"), .number("tracks"), .number("images"), .word(""))
        for (id, entry) in report.classes.enumerated() {
            let counts = [entry.tracks, entry.training] + (report.test > 0 ? [entry.test] : [])
            table.append(
                [Line("\(id)"), Line(entry.name)] + counts.map { $0 == 0 ? Line("0", .red) : Line("\($0)") }
                    + [Line(bar.text(Double(entry.training) / Double(largest)))])
        }
        return table
    }

    private static func text(_ spread: DatasetReport.Spread) -> String {
        "from \(spread.least) to \(spread.most) pixels, median \(spread.median)"
    }

    private static func formats(_ report: DatasetReport) -> [(ImageFormat, Int)] {
        report.formats.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
    }

    static func json(_ report: DatasetReport) -> JSON {
        func spread(_ spread: DatasetReport.Spread?) -> JSON {
            guard let spread else { return .null }
            return [
                "min": .int(Int64(spread.least)), "median": .int(Int64(spread.median)), "max": .int(Int64(spread.most)),
            ]
        }
        func member(_ member: DatasetReport.Member) -> JSON {
            [
                "path": .string(member.image.path), "class": .int(Int64(member.image.classID)),
                "track": .string(member.image.track), "part": .string(member.part.rawValue),
            ]
        }
        return [
            "layout": .string(report.layout.rawValue), "training": .int(Int64(report.training)),
            "test": .int(Int64(report.test)), "remarks": .array(report.remarks.map(JSON.string)),
            "formats": .object(
                Dictionary(uniqueKeysWithValues: formats(report).map { ($0.0.rawValue, .int(Int64($0.1))) })),
            "width": spread(report.widths), "height": spread(report.heights),
            "classes": .array(
                report.classes.enumerated().map { id, entry in
                    [
                        "id": .int(Int64(id)), "name": .string(entry.name), "training": .int(Int64(entry.training)),
                        "test": .int(Int64(entry.test)), "tracks": .int(Int64(entry.tracks)),
                    ]
                }),
            "broken": .array(report.broken.map { ["path": .string($0.path), "reason": .string($0.reason)] }),
            "duplicates": .array(
                report.duplicates.map {
                    [
                        "images": .array($0.members.map(member)), "on_both_sides": .bool($0.isOnBothSides),
                        "contradictory": .bool($0.isContradictory),
                    ]
                }),
            "near_duplicates": .array(
                report.nearDuplicates.map {
                    ["images": .array([member($0.first), member($0.second)]), "distance": .int(Int64($0.distance))]
                }),
        ]
    }
}
