import Foundation
import ProgramTesting
import Testing

/// A disk that is full.
struct FullDiskTests {
    @Test(arguments: ["registry.sqlite", "registry.sqlite-[w0-9]"])
    func `A disk that has no room for the registry's files is said to be full`(files: String) throws {
        let place = try Workplace()
        if files.hasSuffix("]") { #expect(try place.fixture("runs").code == 0) }
        let registry = "\(place.project)/registry/registry.sqlite"
        for part in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: registry + part) }
        let faults = try SystemFaults(
            [.create], of: "\(place.project)/registry/\(files)*", failWith: ENOSPC, place: place)
        let outcome = try place.fixture("runs", environment: faults.environment)
        #expect(faults.failures > 0)
        #expect(outcome.code == 1)
        let complaint = outcome.complaints.plain(in: place)
        #expect(
            complaint.hasPrefix(
                "error: PLACE/project/registry/registry.sqlite: the disk is full, and the change was not made: "
                    + "free some space and try again (SQLite 14: unable to open database file: No space left on device"),
            "\(complaint)")
        let left = try FileManager.default.contentsOfDirectory(atPath: "\(place.project)/registry")
        #expect(left.allSatisfy { ["registry.sqlite", "registry.sqlite-lock"].contains($0) }, "\(left)")
        #expect(try place.fixture("runs").code == 0)
    }

    @Test(.disabled(if: Sanitizer.needsRoom, "the sanitizer keeps a file of its own on the disk"))
    func `However little room is left, a run ends well and says so, and goes on once there is more`() throws {
        let place = try Workplace()
        guard let disk = try SmallDisk(kilobytes: 4096, in: place) else {
            print("not tested: no small disk can be made here")
            return
        }
        var salt = 0
        func run() throws -> KeepingRun {
            let words = ["run", "keeping", "--json", "--jobs", "1", "--set", "journal=\(place.path)/journal-\(salt)"]
            return KeepingRun(try disk.run([Program.fixture.path] + words))
        }
        #expect(try run().done == ["few", "file", "many"])
        var failures = 0
        for kilobytes in [0, 4, 16, 32, 64, 100, 128, 256] {
            salt += 1
            try disk.fill(leaving: kilobytes)
            let full = try run()
            if full.outcome.code != 0 {
                failures += 1
                #expect(full.outcome.code == 1, "\(kilobytes) KB: \(full.outcome)")
                let text = full.outcome.output + full.outcome.complaints
                #expect(text.contains("make room") || text.contains("free some space"), "\(kilobytes) KB: \(text)")
            }
            try disk.clear()
            let again = try run()
            #expect(again.done == ["few", "file", "many"], "\(kilobytes) KB: \(again.outcome)")
            for step in full.done { #expect(again.states[step] == "cached", "\(kilobytes) KB: \(step)") }
        }
        #expect(failures > 2, "the disk was full")
        let check = try disk.run([Program.fixture.path, "cache", "verify"])
        #expect(check.code == 0, "\(check)")
    }
}
