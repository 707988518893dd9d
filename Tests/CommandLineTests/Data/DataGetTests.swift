import Foundation
import ProgramTesting
import Testing

/// `data get`: archives from a server on this machine.
@Suite(.enabled(if: ArchiveServer.isThere))
struct DataGetTests {
    let place: Workplace
    private let first = "GTSRB_Final_Training_Images.zip"

    init() throws { place = try Workplace() }

    private func fetch(_ server: ArchiveServer, _ options: String...) throws -> Outcome {
        try place.run(.fixture, ["data", "get", "gtsrb", "--from", server.address] + options)
    }

    @Test func `Archives are fetched, unpacked and listed, and not fetched again`() throws {
        let server = try ArchiveServer(in: place)
        let fetched = try fetch(server, "--unchecked")
        #expect(fetched.complaints == "")
        #expect(
            fetched.output == """
                GTSRB_Final_Training_Images.zip: fetched; its digest is not checked but listed in SHA256SUMS
                GTSRB_Final_Test_Images.zip: fetched; its digest is not checked but listed in SHA256SUMS
                GTSRB_Final_Test_GT.zip: fetched; its digest is not checked but listed in SHA256SUMS
                look at it with: pipeline data check \(place.project)/data/gtsrb

                """)
        #expect(try place.read("project/data/gtsrb/SHA256SUMS").split(separator: "\n").count == 3)
        #expect(!place.exists("project/data/gtsrb/\(first)"))
        let check = try place.fixture("data", "check", "data/gtsrb")
        #expect(check.code == 0)
        #expect(check.output.hasPrefix("layout   gtsrb\nimages   3 to train on, 1 to test\n"))
        let again = try fetch(server, "--unchecked")
        #expect(again.output.hasPrefix("GTSRB_Final_Training_Images.zip: is there already\n"))
        #expect(try server.requests().count == 3)
    }

    @Test func `An interrupted download goes on where it ended`() throws {
        let server = try ArchiveServer(in: place, "cut")
        let cut = try fetch(server, "--unchecked", "--to", "there")
        #expect(cut.code == 1)
        #expect(cut.complaints.hasPrefix("error: \(first) could not be fetched: '\(server.address.dropLast())' "))
        #expect(cut.complaints.hasSuffix("; the same command goes on after 1.0 kB\n"))
        #expect(place.exists("project/there/\(first).part"))
        _ = try fetch(server, "--unchecked", "--to", "there")
        #expect(try server.requests().prefix(2) == ["\(first)", "\(first) bytes=1000-"])
        #expect(place.exists("project/there/GTSRB/Final_Training/Images/00000/00002_00000.ppm"))
    }

    @Test func `A server without ranges is asked for the whole`() throws {
        let server = try ArchiveServer(in: place, "whole")
        try place.write("left by an earlier attempt", to: "project/data/gtsrb/\(first).part")
        let fetched = try fetch(server, "--unchecked")
        #expect(fetched.code == 0)
        #expect(try server.requests().prefix(2) == ["\(first) bytes=26-", "\(first)"])
        #expect(place.exists("project/data/gtsrb/GTSRB/Final_Training/Images/00000/00002_00000.ppm"))
    }

    @Test func `An archive that is not as published is removed`() throws {
        let outcome = try fetch(try ArchiveServer(in: place))
        #expect(outcome.code == 1)
        #expect(outcome.complaints.hasPrefix("error: GTSRB_Final_Test_Images.zip has the MD5 "))
        #expect(
            outcome.complaints.hasSuffix(
                ", not c7e4e6327067d32654124b0fe9e82185 as published: it was removed; run the same command again, or take "
                    + "what the server has with --unchecked\n"))
        #expect(!place.exists("project/data/gtsrb/GTSRB_Final_Test_Images.zip"))
        #expect(!place.exists("project/data/gtsrb/GTSRB/Final_Test"))
    }

    @Test(arguments: [
        ("above", "'../outside.txt' leads out of the folder"), ("root", "'/tmp/outside.txt' leads out of the folder"),
        ("link", "'GTSRB/link to it' is neither a file nor a folder"),
    ])
    func `An archive that leads out of the folder is refused as a whole`(_ kind: String, _ reason: String) throws {
        let outcome = try fetch(try ArchiveServer(in: place, kind), "--unchecked")
        #expect(outcome.code == 1)
        #expect(outcome.complaints == "error: \(first): \(reason); nothing was unpacked\n")
        #expect(!place.exists("project/data/gtsrb/GTSRB"))
        #expect(!place.exists("project/data/outside.txt"))
    }

    @Test func `What is no archive is told as such`() throws {
        let outcome = try fetch(try ArchiveServer(in: place, "damaged"), "--unchecked")
        #expect(outcome.code == 1)
        #expect(outcome.complaints.hasPrefix("error: \(first) could not be unpacked: "))
        // Kept, it would be unpacked again by the next call, and never fetched anew.
        #expect(outcome.complaints.hasSuffix(": it was removed; run the same command again\n"))
        #expect(!place.exists("project/data/gtsrb/\(first)"))
    }

    @Test func `A server without the archive is named`() throws {
        let server = try ArchiveServer(in: place, "missing")
        let outcome = try fetch(server)
        #expect(outcome.code == 1)
        #expect(
            outcome.complaints
                == "error: \(first) could not be fetched: '\(server.address.dropLast())' could not be asked: it answered 404 "
                + "for '\(server.address)\(first)'\n")
    }

    @Test func `A data set that nobody publishes has the known ones told`() throws {
        let outcome = try place.fixture("data", "get", "gtsrp")
        #expect(outcome.code == 2)
        #expect(outcome.complaints.contains("did you mean 'gtsrb'?"))
    }
}
