import Foundation
import ProgramTesting
import Testing

/// What a killed run left and this user may not remove, such as files that a container made for another user.
struct StuckFolderTests {
    let place: Workplace
    let staging: String
    let faults: SystemFaults

    /// Leaves the folder of an attempt with a file that stays.
    init() throws {
        place = try Workplace()
        let killed = try place.run(
            .fixture, ["run", "words", "--quiet", "--jobs", "1", "--set", "journal=\(place.journal)"],
            environment: ["PIPELINE_SYNC_POINT": "kill child-ended 1"])
        try #require(killed.code == nil)
        let folder = "\(place.project)/artifacts/staging"
        staging = "\(folder)/\(try #require(FileManager.default.contentsOfDirectory(atPath: folder).first))"
        faults = try SystemFaults([.remove], of: "\(staging)/outputs/*", failWith: EACCES, place: place)
    }

    /// The file that is met first is any of them.
    private func plain(_ text: String) -> String {
        text.replacing(staging, with: "STAGING").replacing(/STAGING\/outputs\/[a-z]+.txt/, with: "FILE")
    }

    private static let complaint =
        "cannot remove 'FILE': Permission denied; remove it as the user whom it belongs to, or with sudo"

    @Test func `The same work is done all the same, and told what stays`() throws {
        let run = try place.fixture(
            "run", "words", "--jobs", "1", "--set", "journal=\(place.journal)", environment: faults.environment)
        #expect(run.code == 0, "\(run)")
        #expect(
            plain(run.output + run.complaints).contains("what an earlier attempt left stays: \(Self.complaint)\n"),
            "\(run)")
        #expect(faults.failures > 0)
        #expect(try place.runPipeline("words").steps("cached").count == 6)
    }

    @Test func `All other garbage is collected`() throws {
        // No process has such a number; the killed one left its lock, too.
        try place.write("", to: "project/artifacts/memory/a.2147483647.1.part")
        let outcome = try place.fixture("cache", "gc", environment: faults.environment)
        #expect(outcome.code == 0, "\(outcome)")
        #expect(plain(outcome.complaints) == "warning: \(Self.complaint)\n")
        #expect(outcome.output.narrow == "rule  removes  frees  work lost\nunwritten  2 files  0 B\n\nremoved 0 B\n")
        #expect(try place.fixture("cache", "gc").output.narrow.contains("\nkilled  1 staging folder  "))
    }

    @Test func `A repair removes the rest, and tells what stays`() throws {
        try place.write("", to: "project/registry/secret.key.2147483647.1.part")
        let outcome = try place.fixture("doctor", "--repair", environment: faults.environment)
        #expect(outcome.code == 1)
        let output = plain(outcome.output.plain(in: place).narrow)
        #expect(output.contains("mended  leftovers  removed 1 folder or file that killed commands left\n"), "\(output)")
        #expect(plain(outcome.output.narrow).contains("problem  leftovers  \(Self.complaint)\n"), "\(outcome)")
        #expect(!place.exists("project/registry/secret.key.2147483647.1.part"))
        #expect(try place.fixture("doctor", "--repair").code == 0)
    }
}
