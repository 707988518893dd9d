import Foundation
import ProgramTesting
import Testing

/// Adding a pipeline to a project.
struct NewTests {
    let place: Workplace

    init() throws {
        place = try Workplace()
        try place.write(Self.list("First()"), to: "project/pipelines/Pipelines.swift")
    }

    private static func list(_ elements: String) -> String {
        "import PipelineKit\n\npublic let allPipelines: [any Pipeline] = [\(elements)]\n"
    }

    @Test func `A pipeline gets a folder and a place in the list`() throws {
        let made = try place.fixture("new", "cleaning", "--template", "script")
        #expect(made.code == 0)
        #expect(
            made.output == """
                made the pipeline 'cleaning'
                  pipelines/cleaning/Cleaning.swift
                  pipelines/cleaning/cleaning.py
                  pipelines/Pipelines.swift lists it

                go on with:
                  bin/pipeline run cleaning

                """)
        #expect(try place.read("project/pipelines/Pipelines.swift") == Self.list("First(), Cleaning()"))
    }

    @Test func `What was made is told as one document`() throws {
        let made = try place.fixture("new", "forecast", "-t", "training", "--json")
        let document = try #require(try made.json() as? [String: Any])
        #expect(document["name"] as? String == "forecast")
        #expect(document["listed"] as? Bool == true)
        #expect(
            document["files"] as? [String] == [
                "pipelines/forecast/Forecast.swift", "pipelines/forecast/ForecastEvaluate.swift",
                "pipelines/forecast/ForecastRegister.swift", "pipelines/forecast/data.py",
                "pipelines/forecast/train.py",
            ])
    }

    @Test func `A list that cannot be edited is left alone, and the line to add is told`() throws {
        let source = "public let allPipelines = makePipelines()\n"
        try place.write(source, to: "project/pipelines/Pipelines.swift")
        let made = try place.fixture("new", "cleaning")
        #expect(made.code == 0)
        #expect(
            made.complaints
                == "warning: pipelines/Pipelines.swift has no list `let allPipelines: [any Pipeline] = […]` that could be "
                + "edited; add this to the list of pipelines by hand: Cleaning()\n")
        #expect(try place.read("project/pipelines/Pipelines.swift") == source)
        #expect(place.exists("project/pipelines/cleaning/Cleaning.swift"))
    }

    @Test func `A name that is taken is refused`() throws {
        // Only the pipelines of the project's own program are those of the project.
        let program = "\(place.project)/.build/program"
        try place.write("", to: "project/.build/.keep")
        _ = try Outcome.of("/bin/cp", [Program.fixture.path, program])
        let known = try Outcome.of("/usr/bin/env", ["--chdir=\(place.project)", program, "new", "words"])
        #expect(known.complaints == "error: there is a pipeline 'words' already; choose another name\n")
        try place.write("keep", to: "project/pipelines/mine/notes.txt")
        let refused = try place.fixture("new", "mine")
        #expect(refused.code == 2)
        #expect(
            refused.complaints
                == "error: 'pipelines/mine' is there already, and is not overwritten; choose another name\n")
        #expect(try place.read("project/pipelines/Pipelines.swift") == Self.list("First()"))
    }

    @Test func `A name that is not in snake_case is refused with the one that is`() throws {
        #expect(
            try place.fixture("new", "RoadSigns").complaints
                == "error: 'RoadSigns' can't be the name of a pipeline: it takes lowercase letters, digits and single '_', "
                + "and begins with a letter; did you mean 'road_signs'?\n")
    }

    @Test func `A template that is not there is refused with the closest one`() throws {
        #expect(
            try place.fixture("new", "cleaning", "--template", "trainng").complaints == """
                error: option '--template': 'trainng' is not empty, script, swift or training; did you mean 'training'?
                see 'pipeline new --help'

                """)
    }

    @Test func `Outside of a project there is nowhere to add it`() throws {
        let refused = try place.fixture("new", "cleaning", in: place.path)
        #expect(refused.code == 2)
        #expect(refused.complaints.hasPrefix("error: there is no project at '\(place.path)' or above it: "))
    }
}
