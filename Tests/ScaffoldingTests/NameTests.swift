import Scaffolding
import Testing

struct NameTests {
    @Test(arguments: ["signs", "traffic-signs", "Traffic_Signs2", "x"])
    func `A project can have a name of letters, digits, dashes and underscores`(name: String) throws {
        #expect(try ProjectName(name).text == name)
    }

    @Test(arguments: ["", "2signs", "-signs", "my signs", "signs.v2", "märz", "../signs"])
    func `A project cannot have another name`(name: String) {
        let error = #expect(throws: ScaffoldingError.self) { try ProjectName(name) }
        #expect(
            error?.description
                == "'\(name)' can't be the name of a project: it takes letters, digits, '-' and '_', and begins with a "
                + "letter; choose one with --name")
    }

    @Test(arguments: ["pipeline", "Pipeline", "fixture", "digest-code"])
    func `A project cannot have the name of a program that comes with the package`(name: String) {
        let error = #expect(throws: ScaffoldingError.self) { try ProjectName(name) }
        #expect(
            error?.description
                == "a project can't be named '\(name)', since a part of the package it depends on is; choose another "
                + "name with --name")
    }

    @Test(arguments: [
        ("road_sign", "RoadSign"), ("first", "First"), ("a", "A"), ("v2_of_it", "V2OfIt"), ("file", "FilePipeline"),
        ("pipeline", "PipelinePipeline"),
    ])
    func `A pipeline's type is its name in capitals, beside those that are taken`(name: String, type: String) throws {
        #expect(try PipelineName(name).type == type)
    }

    @Test(arguments: [
        ("RoadSign", "; did you mean 'road_sign'?"), ("road-sign", "; did you mean 'road_sign'?"),
        ("road__sign", "; did you mean 'road_sign'?"), ("road_", "; did you mean 'road'?"),
        ("My Pipeline v2", "; did you mean 'my_pipeline_v2'?"), ("2nd", ""), ("", ""), ("__", ""),
        ("../up", "; did you mean 'up'?"),
    ])
    func `A pipeline's name that is not in snake_case is refused with the one that is`(name: String, hint: String) {
        let error = #expect(throws: ScaffoldingError.self) { try PipelineName(name) }
        #expect(
            error?.description
                == "'\(name)' can't be the name of a pipeline: it takes lowercase letters, digits and single '_', and "
                + "begins with a letter\(hint)")
    }
}
