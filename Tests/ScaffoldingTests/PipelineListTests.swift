import Scaffolding
import Testing

struct PipelineListTests {
    private func added(_ source: String) -> String? { PipelineList(source)?.adding("New()") }

    @Test func `A list on one line gets one more element`() {
        let source = "import PipelineKit\n\n/// All.\npublic let allPipelines: [any Pipeline] = [First()]\n"
        #expect(
            added(source)
                == "import PipelineKit\n\n/// All.\npublic let allPipelines: [any Pipeline] = [First(), New()]\n")
    }

    @Test func `An empty list gets its first element`() {
        #expect(added("let allPipelines: [any Pipeline] = []") == "let allPipelines: [any Pipeline] = [New()]")
        #expect(added("let allPipelines: [any Pipeline] = [ ]") == "let allPipelines: [any Pipeline] = [New()]")
    }

    @Test func `A list of lines gets a line, with a comma where the others have one`() {
        #expect(
            added("let allPipelines: [any Pipeline] = [\n    First(),  // the first, of ]\n    Second(),\n]\n")
                == "let allPipelines: [any Pipeline] = [\n    First(),  // the first, of ]\n    Second(),\n    New(),\n]\n"
        )
        #expect(
            added("let allPipelines: [any Pipeline] = [\n    First()  // no comma\n]\n")
                == "let allPipelines: [any Pipeline] = [\n    First(),  // no comma\n    New()\n]\n")
    }

    @Test func `Arguments, texts and comments of elements are read over`() {
        #expect(
            added("let allPipelines : [ any Pipeline ] = [A(x: [1, 2], y: \"a]\\\"b\"), /* ] /* ] */ */ B { [$0] }]")
                == "let allPipelines : [ any Pipeline ] = [A(x: [1, 2], y: \"a]\\\"b\"), /* ] /* ] */ */ B { [$0] }, New()]"
        )
    }

    @Test func `A list in a comment or a text is not the list`() {
        #expect(added("// let allPipelines: [any Pipeline] = []") == nil)
        #expect(added("let text = \"let allPipelines: [any Pipeline] = []\"") == nil)
        #expect(
            added("/* let allPipelines: [any Pipeline] = [] */ let allPipelines: [any Pipeline] = [A()]")
                == "/* let allPipelines: [any Pipeline] = [] */ let allPipelines: [any Pipeline] = [A(), New()]")
    }

    @Test(arguments: [
        "", "let allPipelines = makePipelines()", "let allPipelines: [any Pipeline] { [A()] }",
        "let allPipelines: [any Pipeline] = [A()", "let allPipelines: [any Pipeline] = [A(\"\\(x)\")]",
        "let allPipelines: [any Pipeline] = [A(#\"]\"#)]", "let allPipelines: [any Pipeline] = [A(\"\"\"\n]\n\"\"\")]",
    ])
    func `What cannot be edited soundly is left alone`(source: String) { #expect(added(source) == nil) }
}
