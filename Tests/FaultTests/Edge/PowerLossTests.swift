import Foundation
import ProgramTesting
import Testing

/// The power fails while a run goes on: of what was written, the disk has what it was waited for.
struct PowerLossTests {
    let place: Workplace
    let changes: [DiskChange]
    /// The folder with the state in the record.
    let home: String
    let expected: KeepingRun

    /// Records a run that begins with an empty folder.
    init() throws {
        place = try Workplace()
        let state = try StateCopy(named: "recorded", in: place)
        let record = "\(place.path)/record"
        expected = try state.run(with: SystemFaults.recording("\(state.home)*", to: record))
        try #require(expected.done == ["few", "file", "many"], "\(expected.outcome)")
        home = state.home
        changes = try DiskChange.record(record)
        try #require(changes.count > 100)
    }

    private static let losses: [DiskModel.Loss] =
        [.everything, .contents, .names] + (1...2).map { .any(SeededCoin(seed: $0)) }

    @Test func `Whenever the power fails, no result refers to what is missing or empty, and the registry is sound`()
        throws
    {
        var disk = DiskModel(emptyFolder: home)
        var most = Self.losses.map { _ in 0 }
        for (number, change) in changes.enumerated() {
            disk.perform(change)
            guard Self.isTelling(change, number) else { continue }
            for (index, loss) in Self.losses.enumerated() {
                let rest = try rest(of: disk, losing: loss.reseeded(UInt64(number)))
                #expect(rest.problems == [], "\(loss) after change \(number), \(change)")
                most[index] = max(most[index], rest.results)
            }
        }
        #expect(most == Self.losses.map { _ in 3 }, "the results are looked at")
    }

    /// What a run waits for the disk to have.
    enum Wait: String, CaseIterable {
        case contents, contentsOfMany, namesOfObjects, shelves, folderOfObjects

        func isEnded(by change: DiskChange) -> Bool {
            switch change {
            case .synchronizeAll: return self == .contentsOfMany
            case .synchronize(let path):
                let names = path.split(separator: "/").drop { $0 != "artifacts" }
                return switch self {
                case .contents: names.dropFirst().first == "staging"
                case .contentsOfMany: false
                case .namesOfObjects: names.count == 3 && names.dropFirst().first == "objects"
                case .shelves: names.count == 2 && names.last == "objects"
                case .folderOfObjects: names.count == 1
                }
            default: return false
            }
        }
    }

    @Test(arguments: Wait.allCases) func `A program that waited for less would lose results`(wait: Wait) throws {
        let fewer = changes.filter { !wait.isEnded(by: $0) }
        #expect(fewer.count < changes.count, "the program waits for it")
        var disk = DiskModel(emptyFolder: home)
        var problems: [String] = []
        for change in fewer where problems.isEmpty {
            disk.perform(change)
            guard case .synchronize(let path) = change, path.hasSuffix("-wal") else { continue }
            problems = try rest(of: disk, losing: .everything).problems + rest(of: disk, losing: .contents).problems
        }
        #expect(!problems.isEmpty)
    }

    /// What is left on a disk after the power failed.
    private func rest(of disk: DiskModel, losing loss: DiskModel.Loss) throws -> StateCheck {
        let state = try StateCopy(named: "lost", in: place)
        defer { state.remove() }
        try disk.write(to: state.home, losing: loss)
        return try StateCheck(of: state.home)
    }

    /// Whether the disk is looked at: after all that orders what it has, and after some of the rest, which is much.
    private static func isTelling(_ change: DiskChange, _ number: Int) -> Bool {
        switch change {
        case .synchronize, .synchronizeAll, .rename: true
        default: number.isMultiple(of: 16)
        }
    }

    @Test func `Whenever the power failed, the same command finishes the work`() throws {
        var disk = DiskModel(emptyFolder: home)
        let stops = Set((1...8).map { changes.count * $0 / 8 - 1 })
        for (number, change) in changes.enumerated() {
            disk.perform(change)
            guard stops.contains(number) else { continue }
            for (index, loss) in Self.losses.prefix(4).enumerated() where (number + index).isMultiple(of: 2) {
                let state = try StateCopy(named: "again-\(number)-\(index)", in: place)
                defer { state.remove() }
                try disk.write(to: state.home, losing: loss.reseeded(UInt64(number)))
                let again = try state.run()
                #expect(again.outcome.code == 0, "after change \(number), \(change): \(again.outcome)")
                #expect(again.outputs == expected.outputs)
            }
        }
    }

    @Test func `What a run that failed did not wait for is waited for by the next one that needs it`() throws {
        let state = try StateCopy(named: "twice", in: place)
        let record = "\(place.path)/twice-record"
        let recording = try SystemFaults.recording("\(state.home)*", to: record)
        // The objects get their names, but the disk is not known to have them.
        let faults = try SystemFaults([.sync], of: "\(state.home)/artifacts/objects/??", failWith: EIO, place: place)
        let failed = try state.run(with: faults.environment.merging(recording) { library, _ in library })
        #expect(failed.outcome.code == 1)
        #expect(try state.run(with: recording).done == ["few", "file", "many"])
        var disk = DiskModel(emptyFolder: state.home)
        for change in try DiskChange.record(record) { disk.perform(change) }
        let lost = try StateCopy(named: "twice-lost", in: place)
        try disk.write(to: lost.home, losing: .everything)
        let check = try StateCheck(of: lost.home)
        #expect(check.problems == [])
        #expect(check.results == 3)
    }

    @Test func `What a run told to be done is still there after a power failure`() throws {
        var disk = DiskModel(emptyFolder: home)
        for change in changes { disk.perform(change) }
        let state = try StateCopy(named: "done", in: place)
        try disk.write(to: state.home, losing: .everything)
        let again = try state.run()
        #expect(again.states.values.sorted() == ["cached", "cached", "cached"], "\(again.outcome)")
        #expect(try place.fixture("doctor", environment: ["PIPELINE_HOME": state.home]).code == 0)
    }
}

extension DiskModel.Loss {
    /// The same with another coin, where there is one.
    fileprivate func reseeded(_ seed: UInt64) -> DiskModel.Loss {
        guard case .any(var coin) = self else { return self }
        return .any(SeededCoin(seed: seed << 8 | (coin.flip() ? 1 : 0) | (coin.flip() ? 2 : 0)))
    }
}
