import Arguments
import Testing

struct ManualPageTests {
    private let page = Sample.interface.manualPage(
        version: "1.2",
        sections: [
            ManualSection(
                "Files", paragraphs: [".hidden is no request, and C:\\dir is a path."], rows: [("a-b", "`c` is bold")])
        ])

    @Test func `A page begins with the program, and how it is called`() {
        #expect(
            page.hasPrefix(
                """
                .TH PIPELINE 1 "" "pipeline 1.2" "User Commands"
                .nh
                .ad l
                .SH NAME
                pipeline \\- runs machine\\-learning pipelines
                .SH SYNOPSIS
                \\fBpipeline\\fR \\fICOMMAND\\fR [\\fIARGUMENTS\\fR] [\\fIOPTIONS\\fR]

                """))
    }

    @Test func `A command has a section with all it takes`() throws {
        let start = try #require(page.firstRange(of: ".SS run\n"))
        #expect(
            page[start.upperBound...].hasPrefix(
                """
                Runs a pipeline.
                .PP
                \\fBpipeline run NAME [options]\\fR
                .TP
                \\fINAME\\fR
                the pipeline
                .TP
                \\fB\\-j\\fR, \\fB\\-\\-jobs\\fR \\fIN\\fR
                how many steps run at once (from 1 to 64; default: 2)
                .TP
                \\fB\\-\\-set\\fR \\fIKEY=VALUE\\fR
                give a parameter a value (repeatable)

                """))
        #expect(page.contains(".TP\n\\fB\\-\\-failed\\fR [\\fIRUN\\fR]\n"))
    }

    @Test func `A section of the program's own is set without surprises`() {
        #expect(
            page.hasSuffix(
                """
                .SH FILES
                \\&.hidden is no request, and C:\\edir is a path.
                .TP
                \\fBa\\-b\\fR
                \\fBc\\fR is bold

                """))
    }

    @Test func `A reference has a page for each command, after one with the list of them`() throws {
        let pages = Sample.interface.referencePages(sections: [ManualSection("Files", rows: [("a|b", "one | two")])])
        #expect(
            pages.map(\.name) == [
                "pipeline-commands", "pipeline-run", "pipeline-graph", "pipeline-logs", "pipeline-runs",
                "pipeline-models", "pipeline-gc", "pipeline-completions",
            ])
        #expect(pages[0].text.contains("\n### Files\n\n|  | meaning |\n| --- | --- |\n| `a\\|b` | one \\| two |\n"))
        #expect(
            pages[2].text == """
                # pipeline graph

                Prints a pipeline's graph.

                ## Overview

                ```
                pipeline graph NAME [options]
                ```

                | argument | meaning |
                | --- | --- |
                | `NAME` | the pipeline |

                | option | meaning |
                | --- | --- |
                | `--format FORMAT` | what to print (text, dot, mermaid or json; default: text) |

                ```
                pipeline graph road_sign --format dot
                ```

                """)
        #expect(pages[5].text.contains("\n## pipeline models alias set\n"))
    }
}
