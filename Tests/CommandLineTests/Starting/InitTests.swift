import Foundation
import ProgramTesting
import Testing

/// Making a project of one's own; what is in it is the business of `ScaffoldingTests`.
struct InitTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `A project is made in a folder of its own, and depends on the package of the program`() throws {
        let made = try place.fixture("init", "signs", in: place.path)
        #expect(made.code == 0)
        #expect(
            made.output == """
                made the project 'signs' in \(place.path)/signs
                  .github/workflows/ci.yml
                  .gitignore
                  Package.swift
                  README.md
                  Sources/signs/Main.swift
                  Tests/SignsPipelinesTests/FirstTests.swift
                  bin/pipeline
                  pipelines/Pipelines.swift
                  pipelines/first/CountWords.swift
                  pipelines/first/First.swift
                  pipelines/first/report.sh
                  pipelines/first/text.txt
                  pipelines/first/words.sh

                go on with:
                  cd signs
                  bin/pipeline run first

                """)
        #expect(
            try place.read("signs/Package.swift").contains(
                "dependencies: [.package(name: \"pipeline\", path: \"\(Program.package)\")],"))
        #expect(FileManager.default.isExecutableFile(atPath: "\(place.path)/signs/bin/pipeline"))
    }

    @Test func `Another program than the project's own says where that is`() throws {
        #expect(try place.fixture("init", "signs", in: place.path).code == 0)
        let other = try place.fixture("plan", "first", in: "\(place.path)/signs/pipelines")
        #expect(other.code == 2)
        #expect(other.complaints.hasPrefix("error: there is no pipeline 'first'; there are "))
        #expect(
            other.complaints.hasSuffix(
                "; the pipelines of the project here are those of its own program, '\(place.path)/signs/bin/pipeline'\n"
            ))
    }

    @Test func `A project is made here, where only git's folder is`() throws {
        try place.write("", to: "mine/.git/HEAD")
        let made = try place.fixture("init", "--name", "signs", "--json", in: "\(place.path)/mine")
        let document = try #require(try made.json() as? [String: Any])
        #expect(document["name"] as? String == "signs")
        #expect(document["folder"] as? String == "\(place.path)/mine")
        #expect((document["files"] as? [String])?.count == 13)
        #expect(place.exists("mine/Sources/signs/Main.swift"))
    }

    @Test func `A git repository is taken with the branch that is named`() throws {
        let url = "https://example.com/tools/pipeline.git"
        #expect(try place.fixture("init", "signs", "--package", url, "--branch", "next", in: place.path).code == 0)
        #expect(
            try place.read("signs/Package.swift").contains(
                "dependencies: [.package(url: \"\(url)\", branch: \"next\")],"))
    }

    @Test func `A folder with something in it is left as it is`() throws {
        let before = try FileManager.default.subpathsOfDirectory(atPath: place.project).sorted()
        let refused = try place.fixture("init", "project", in: place.path)
        #expect(refused.code == 2)
        #expect(
            refused.complaints
                == "error: the folder '\(place.project)' is not empty: 'Package.swift' and 2 more are in it; name a new "
                + "folder, or move away what is there\n")
        #expect(try FileManager.default.subpathsOfDirectory(atPath: place.project).sorted() == before)
        #expect(
            try place.fixture("init", "Package.swift", "--name", "signs").complaints
                == "error: '\(place.project)/Package.swift' is there already, and is no folder\n")
    }

    @Test func `A name that no package can have is refused before anything is made`() throws {
        #expect(
            try place.fixture("init", "my signs", in: place.path).complaints
                == "error: 'my signs' can't be the name of a project: it takes letters, digits, '-' and '_', and begins "
                + "with a letter; choose one with --name\n")
        #expect(!place.exists("my signs"))
    }

    @Test func `A package that is not this one is refused`() throws {
        #expect(
            try place.fixture("init", "signs", "--package", "project", in: place.path).complaints
                == "error: 'project' is not the package of this program: it has no Package.swift with Sources/PipelineKit "
                + "beside it\n")
        #expect(
            try place.fixture("init", "signs", "--branch", "next", in: place.path).complaints
                == "error: --branch is of a git repository; name the repository with --package URL\n")
        #expect(
            try place.fixture("init", "signs", "--package", Program.package, "--branch", "next", in: place.path)
                .complaints == "error: --branch is of a git repository, and '\(Program.package)' is a folder\n")
        #expect(!place.exists("signs"))
    }

    @Test func `A folder that is named as the package is refused, since the build could not tell them apart`() throws {
        let name = URL(filePath: Program.package).lastPathComponent
        #expect(
            try place.fixture("init", name, "--name", "signs", in: place.path).complaints
                == "error: the project's folder can't be named '\(name)', as the package it depends on is: SwiftPM tells "
                + "packages apart by these names; choose another folder\n")
    }

    @Test func `A program away from its package asks where that is`() throws {
        // By another process: a copy that this one still held open for writing could not be started.
        _ = try Outcome.of("/bin/cp", [Program.fixture.path, "\(place.path)/program"])
        let outcome = try RunningProgram(
            "\(place.path)/program", ["init", "signs"], environment: [:], folder: place.path,
            files: "\(place.path)/away"
        ).outcome()
        #expect(outcome.code == 2)
        #expect(
            outcome.complaints
                == "error: this program does not lie in the folder of the package that it was built from; say with "
                + "--package where that is: a folder, or the URL of a git repository\n")
    }
}
