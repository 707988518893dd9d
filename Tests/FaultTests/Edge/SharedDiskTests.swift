import Foundation
import ProgramTesting
import Testing

/// State on a disk that other machines share, or that has no locks.
struct SharedDiskTests {
    let place: Workplace

    init() throws { place = try Workplace() }

    @Test(arguments: [(0x6969, "NFS"), (0xFE53_4D42, "SMB"), (0x6B41_4653, "AFS")])
    func `State on a network file system is refused, with what to do`(type: Int, name: String) throws {
        let network = try SystemFaults.fileSystem(ofType: type)
        for words in [["run", "words"], ["runs"], ["models", "list"]] {
            let outcome = try place.run(.fixture, words, environment: network)
            #expect(outcome.code == 1)
            #expect(
                outcome.complaints.plain(in: place) == """
                    error: 'PLACE/project' is on \(name), which other machines may write to at the same time, and where locks \
                    don't hold; set PIPELINE_HOME to a folder on a disk of this machine

                    """)
        }
        #expect(!place.exists("project/registry/registry.sqlite"), "nothing was written")
    }

    @Test(arguments: [(0x0102_1997, "9P"), (0x6573_5546, "FUSE"), (0x0BD0_0BD0, "Lustre")])
    func `State on a file system that may be another machine's is told of by doctor, and works`(
        type: Int, name: String
    ) throws {
        let shared = try SystemFaults.fileSystem(ofType: type)
        let run = try place.fixture("run", "words", "--quiet", environment: shared)
        #expect(run.code == 0 && run.complaints == "", "\(run)")
        let doctor = try place.fixture("doctor", environment: shared)
        #expect(doctor.code == 0)
        #expect(
            doctor.output.plain(in: place).narrow.contains(
                "\nnote  file system  'PLACE/project' is on \(name), which other machines may use as well; let commands "
                    + "and schedules of one machine alone work there, or set PIPELINE_HOME to a folder on a disk of this "
                    + "machine\n"), "\(doctor)")
    }

    @Test func `A disk of this machine is nothing to tell of`() throws {
        let overlay = try SystemFaults.fileSystem(ofType: 0x794C_7630)
        #expect(!(try place.fixture("doctor", environment: overlay)).output.contains("file system  "))
    }

    @Test func `A file system without locks is refused, with what to do`() throws {
        let faults = try SystemFaults([.lock], of: "\(place.path)/*", failWith: ENOLCK, place: place)
        let outcome = try place.fixture("run", "words", environment: faults.environment)
        #expect(outcome.code == 1)
        #expect(
            outcome.complaints.plain(in: place) == """
                error: PLACE/project/registry/registry.sqlite-lock: the lock file cannot be locked: No locks available: \
                keep it on a disk of this machine, which PIPELINE_HOME may name

                """)
        #expect(try place.fixture("run", "words", "--quiet").code == 0)
    }

    @Test func `Objects on a file system without locks are refused, with what to do`() throws {
        _ = try place.fixture("runs")
        let faults = try SystemFaults([.lock], of: "\(place.project)/artifacts/*", failWith: ENOLCK, place: place)
        let outcome = try place.fixture("run", "words", environment: faults.environment)
        #expect(outcome.code == 1)
        #expect(
            outcome.complaints.plain(in: place) == """
                error: cannot lock 'PLACE/project/artifacts/locks/use': No locks available; \
                keep it on a disk of this machine, which PIPELINE_HOME may name

                """)
    }
}
