import ContentHash
import PipelineKit
import Testing

@Suite struct ParameterTests {
    private enum Layout: String, CaseIterable, ParameterValue { case official, folders }

    @Test(arguments: [
        (ParameterType.bool, "yes", "true"), (.bool, "0", "false"), (.int, "-7", "-7"), (.double, "12", "12.0"),
        (.double, "1e-3", "0.001"), (.string, "", "\"\""), (.string, "a,b", "\"a,b\""),
        (.choice(["a", "b"]), "b", "\"b\""), (.file, "x/y", #"{"$artifact":"file","path":"x/y"}"#),
        (.folder, "x", #"{"$artifact":"folder","path":"x"}"#), (.list(.int), "1,2,3", "[1,2,3]"),
        (.list(.int), "", "[]"), (.list(.double), "[1, 2.5]", "[1.0,2.5]"),
        (.list(.string), #"["a,b","c"]"#, #"["a,b","c"]"#), (.list(.string), "a,,b", #"["a","","b"]"#),
        (.list(.bool), "on,off", "[true,false]"), (.list(.list(.int)), "[[1,2],[]]", "[[1,2],[]]"),
        (.list(.string), "[a", #"["[a"]"#),
    ]) func `A text is read as a value of the type`(type: ParameterType, text: String, value: String) {
        #expect(type.parse(text)?.text == value)
    }

    @Test(arguments: [
        (ParameterType.bool, "ja"), (.int, "1.5"), (.int, ""), (.int, "9223372036854775808"), (.double, "inf"),
        (.double, "nan"), (.double, "1,5"), (.choice(["a"]), "A"), (.file, ""), (.folder, ""), (.list(.int), "1,x"),
        (.list(.int), "1,,2"), (.list(.int), "[1,\"x\"]"),
    ]) func `A text that is no value of the type is refused`(type: ParameterType, text: String) {
        #expect(type.parse(text) == nil)
    }

    @Test func `A value of the command line is the same as the default`() throws {
        let graph = try Sample { graph in
            _ = graph.parameter("double", default: 12.0)
            _ = graph.parameter("list", default: [1.0, 2.0])
            _ = graph.parameter("layout", default: Layout.official)
            _ = graph.parameter("flag", default: true)
        }.graph()
        for (parameter, text) in zip(graph.parameters, ["12", "1,2", "official", "on"]) {
            #expect(parameter.type.parse(text)?.text == parameter.defaultValue.text)
        }
    }

    @Test func `Types are told in words and in one word`() {
        #expect(Layout.parameterType == .choice(["official", "folders"]))
        #expect([[Double]].parameterType.name == "list of list of double")
        #expect([Int].parameterType.description == "a list, with commas, of which each item is a whole number")
        #expect(Layout.parameterType.description == "one of official, folders")
        #expect(Bool.parameterType.description == "true or false")
        #expect(Shards.parameterType == .folder)
    }

    @Test func `Types are read back`() throws {
        for type: ParameterType in [.bool, .int, .double, .string, .choice(["a"]), .file, .folder, .list(.list(.int))] {
            #expect(try JSON(encoding: type).decode(ParameterType.self) == type)
        }
        #expect(
            try JSON(encoding: ParameterType.list(.choice(["a"]))).text
                == #"{"item":{"choices":["a"],"type":"choice"},"type":"list"}"#)
    }

    @Test func `Bounds that cross, as damage might make them, object to every value`() throws {
        let parameter: Parameter = try JSON(
            parsing: #"{"name":"x","type":{"type":"int"},"defaultValue":2,"minimum":3,"maximum":1,"help":"","#
                + #""location":{"fileID":"f","line":1}}"#
        ).decode()
        #expect(parameter.objection(to: 2) == "must be from 3 to 1, not 2")
    }

    @Test func `A value out of range or not listed is objected to`() throws {
        let graph = try Sample { graph in
            _ = graph.parameter("whole", default: 2, in: 1...3)
            _ = graph.parameter("list", default: [1.5], in: 1.0...2.0)
            _ = graph.parameter("choice", default: "a", choices: ["a", "b"])
            _ = graph.parameter("free", default: 1)
        }.graph()
        let cases: [(JSON, String?)] = [
            (0, "must be from 1 to 3, not 0"), ([1.0, 2.5], "must be from 1 to 2, not 2.5"),
            ("c", "must be one of a, b, not c"), (1_000_000, nil),
        ]
        for (parameter, (value, objection)) in zip(graph.parameters, cases) {
            #expect(parameter.objection(to: value) == objection)
            #expect(parameter.objection(to: parameter.defaultValue) == nil)
        }
    }
}
