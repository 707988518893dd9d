import Datasets
import PipelineKit
import Testing

@testable import VisionSteps

@Suite struct `Dealing tracks to sides` {
    private func images(_ tracks: Int, classID: Int = 0, frames: Int = 3) -> [LabelledImage] {
        (0..<tracks).flatMap { track in
            (0..<frames).map { LabelledImage(path: "\(classID)/\(track)_\($0)", classID: classID, track: "\(track)") }
        }
    }

    private func sides(_ rule: SideAssignment, _ images: [LabelledImage]) throws -> [String: Side] {
        let dealt = try rule.deal(images, classes: [DatasetClass("a"), DatasetClass("b")])
        return Dictionary(uniqueKeysWithValues: dealt.flatMap { side, images in images.map { ($0.path, side) } })
    }

    @Test func `SplitMix64 makes the numbers of its authors`() {
        var generator = SplitMix64(seed: 1_234_567)
        let numbers = (0..<3).map { _ in generator.next() }
        #expect(numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test func `Where a text ends counts for its rank`() {
        #expect(SplitMix64.rank(of: ["ab", "c"], seed: 1) != SplitMix64.rank(of: ["a", "bc"], seed: 1))
        #expect(SplitMix64.rank(of: ["a"], seed: 1) != SplitMix64.rank(of: ["a"], seed: 2))
        #expect(SplitMix64.rank(of: ["00003", "00012"], seed: 7) == 4_637_165_652_220_169_206)
    }

    @Test func `Every class has its part of tracks on every side, and no track is on two`() throws {
        let rule = try SideAssignment(validation: 0.1, test: 0.2, seed: 1)
        let all = images(20) + images(3, classID: 1)
        let dealt = try rule.deal(all, classes: [DatasetClass("a"), DatasetClass("b")])
        func tracks(_ side: Side, _ classID: Int) -> Set<String> {
            Set(dealt[side, default: []].filter { $0.classID == classID }.map(\.track))
        }
        #expect(Side.allCases.map { tracks($0, 0).count } == [14, 2, 4])
        #expect(Side.allCases.map { tracks($0, 1).count } == [1, 1, 1])
        #expect(Side.allCases.reduce(into: Set()) { $0.formUnion(tracks($1, 0)) }.count == 20)
        #expect(dealt.values.joined().count == all.count)
    }

    @Test func `The order of the images doesn't count, the seed does`() throws {
        let rule = try SideAssignment(validation: 0.2, test: 0.2, seed: 1)
        let other = try SideAssignment(validation: 0.2, test: 0.2, seed: 2)
        let all = images(30)
        #expect(try sides(rule, all) == sides(rule, all.reversed()))
        #expect(try sides(rule, all) != sides(other, all))
    }

    @Test func `Every seed tests on the same images, and validates on others`() throws {
        func dealt(_ seed: UInt64) throws -> [Side: Set<String>] {
            try SideAssignment(validation: 0.2, test: 0.2, seed: seed).deal(images(30), classes: [DatasetClass("a")])
                .mapValues { Set($0.map(\.track)) }
        }
        #expect(try dealt(1)[.test] == dealt(2)[.test])
        #expect(try dealt(1)[.validation] != dealt(2)[.validation])
        #expect(try dealt(1).mapValues(\.count) == [.training: 18, .validation: 6, .test: 6])
    }

    @Test func `A frame that comes or goes moves no other image`() throws {
        let rule = try SideAssignment(validation: 0.2, test: 0.2, seed: 1)
        let all = images(30) + images(30, classID: 1)
        let before = try sides(rule, all)
        let after = try sides(rule, Array(all.dropFirst()))
        #expect(before.filter { after[$0.key] != $0.value }.map(\.key) == [all[0].path])
    }

    @Test func `A track that comes moves at most one across each border, and none of other classes`() throws {
        let rule = try SideAssignment(validation: 0.2, test: 0.2, seed: 1)
        for count in 5..<40 {
            let all = images(count, frames: 1) + images(9, classID: 1)
            let before = try sides(rule, all)
            let after = try sides(rule, all + [LabelledImage(path: "new", classID: 0, track: "new")])
            let moved = before.filter { after[$0.key] != $0.value }.keys
            #expect(moved.count <= 2)
            #expect(moved.allSatisfy { $0.hasPrefix("0/") })
        }
    }

    @Test func `The training keeps a track however large the other sides are`() throws {
        let rule = try SideAssignment(validation: 0.45, test: 0.45, seed: 1)
        let dealt = try rule.deal(images(3), classes: [DatasetClass("a")])
        #expect(dealt.mapValues { Set($0.map(\.track)).count } == [.training: 1, .validation: 1, .test: 1])
    }

    @Test func `A class with fewer tracks than sides is named`() throws {
        let three = try SideAssignment(validation: 0.1, test: 0.2, seed: 1)
        let error = #expect(throws: StepFailure.self) {
            try three.deal(images(5) + images(2, classID: 1), classes: [DatasetClass("stop"), DatasetClass("yield")])
        }
        #expect(
            error?.description == """
                class 'yield' has 2 tracks of images, fewer than the 3 sides of the split (training, validation, test), \
                and a track never stands on two; add images of other objects, or remove the class
                """)
        let two = try SideAssignment(validation: 0.1, test: 0, seed: 1)
        let second = #expect(throws: StepFailure.self) { try two.deal(images(1), classes: [DatasetClass("stop")]) }
        #expect(
            second?.description == """
                class 'stop' has 1 track of images, fewer than the 2 sides of the split (training, validation), \
                and a track never stands on two; add images of other objects, or remove the class
                """)
    }

    @Test func `Parts that leave nothing to train on are refused`() {
        let negative = #expect(throws: StepFailure.self) { try SideAssignment(validation: -0.1, test: 0, seed: 1) }
        #expect(negative?.description == "validation is -0.1; give a part from 0 up to, but not including, 1")
        let whole = #expect(throws: StepFailure.self) { try SideAssignment(validation: 0.5, test: 0.5, seed: 1) }
        #expect(
            whole?.description
                == "validation 0.5 and test 0.5 leave nothing to train on; together they must be below 1")
    }
}
