import Foundation
import ModelFormats
import Testing
import TrainingJob

@Suite struct `A damaged file of weights` {
    private let folder: WeightsFolder

    init() throws { folder = try WeightsFolder() }

    /// A dictionary of tensors that share the storage “0” of two numbers.
    private func pickle(
        names: [String] = ["a"], count: Int = 2, offset: Int = 0, shape: [Int] = [2], strides: [Int] = [1]
    ) -> PickleBytes {
        var pickle = PickleBytes()
        pickle.operation("}")
        pickle.operation("(")
        for name in names {
            pickle.text(name)
            pickle.tensor(storage: "0", count: count, offset: offset, shape: shape, strides: strides)
        }
        pickle.operation("u")
        return pickle
    }

    @Test func `What is whole is read`() throws {
        let weights = try folder.weights(WeightsFolder.stream(pickle()))
        #expect(weights.tensors == [Tensor(name: "a", shape: [2], values: [1, 2])])
    }

    @Test(arguments: ["stream.pth", "zip.pth"])
    func `Cut off anywhere, it is refused and never read beyond its end`(name: String) throws {
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: WeightsFolder.golden(name))))
        for length in Array(stride(from: 0, to: whole.count, by: 7)) + [whole.count - 1] {
            let complaint = folder.complaint(Array(whole[..<length]))
            #expect(!complaint.hasPrefix("it is read"), "of \(length) bytes")
        }
    }

    @Test(arguments: ["stream.pth", "zip.pth"])
    func `A byte that is another ends in values or in a complaint, and never in a crash`(name: String) throws {
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: WeightsFolder.golden(name))))
        for place in stride(from: 0, to: whole.count, by: 5) {
            var changed = whole
            changed[place] ^= 0xff
            #expect(!folder.complaint(changed).isEmpty)
        }
    }

    @Test func `A stream that ends within its numbers tells where`() {
        let whole = WeightsFolder.stream(pickle())
        #expect(
            folder.complaint(whole.dropLast(3))
                == "w.pth: at byte \(whole.count - 8): it is cut off: 8 bytes are announced, there are 5")
        #expect(
            folder.complaint(Array(whole[..<100]))
                == "w.pth: at byte 89: it is cut off in a line of text")
    }

    @Test func `An archive without its end is told to be cut off`() throws {
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: WeightsFolder.golden("zip.pth"))))
        #expect(
            folder.complaint(Array(whole[..<1000]))
                == "w.pth: it is cut off: it begins as a zip archive, but has no directory at its end")
    }

    @Test(arguments: [
        (1, [2], [1]), (0, [3], [1]), (0, [2], [2]), (3, [0], [1]), (0, [2, 2], [1]), (0, [-1], [1]), (0, [2], [-1]),
        (0, [0x7fff_ffff, 0x7fff_ffff, 0x7fff_ffff], [1, 1, 1]), (0, [2], [0x7fff_ffff]), (-1, [1], [1]),
    ])
    func `A tensor that reaches out of its storage is named`(offset: Int, shape: [Int], strides: [Int]) {
        #expect(
            folder.complaint(WeightsFolder.stream(pickle(offset: offset, shape: shape, strides: strides)))
                == "w.pth: the tensor “a” does not lie within its storage: offset \(offset), shape \(shape), "
                + "strides \(strides), 2 numbers")
    }

    @Test func `Absurd sizes are refused before anything is reserved for them`() {
        #expect(
            folder.complaint(WeightsFolder.stream(pickle(shape: [0x7fff_ffff], strides: [0])))
                == "w.pth: the tensor “a” repeats numbers more often than those of any network do")
        let many = WeightsFolder.stream(pickle(count: 0x7fff_ffff), numbers: [(0x7fff_ffff, [1, 2])])
        #expect(
            folder.complaint(many)
                == "w.pth: at byte \(many.count - 8): it is cut off: 8589934588 bytes are announced, there are 8")
    }

    @Test func `Two tensors of one name, and a storage that is told or listed twice`() {
        #expect(
            folder.complaint(WeightsFolder.stream(pickle(names: ["a", "a"])))
                == "w.pth: two of its tensors are called “a”")
        #expect(
            folder.complaint(
                WeightsFolder.stream(pickle(), keys: ["0", "0"], numbers: [(2, [1, 2]), (2, [3, 4])]))
                == "w.pth: it holds its storage “0” twice")
        #expect(
            folder.complaint(WeightsFolder.stream(pickle(), numbers: [(3, [1, 2, 3])]))
                == "w.pth: its storage “0” has 3 numbers, where 2 are announced")
        #expect(
            folder.complaint(WeightsFolder.stream(pickle(), keys: [], numbers: []))
                == "w.pth: the storage of the tensor “a” is missing")
        #expect(
            folder.complaint(WeightsFolder.stream(pickle(), keys: ["7"]))
                == "w.pth: it lists a storage that no tensor has")
    }

    @Test func `A tensor without values may have whatever other sides`() throws {
        var pickle = PickleBytes()
        pickle.operation("}")
        pickle.text("a")
        pickle.global("torch._utils", "_rebuild_tensor_v2")
        pickle.operation("(")
        pickle.operation("(")
        pickle.text("storage")
        pickle.global("torch", "FloatStorage")
        pickle.text("0")
        pickle.text("cpu")
        pickle.int(2)
        pickle.operation("t")
        pickle.operation("Q")
        pickle.int(0)
        pickle.longTuple([0, 1 << 31, 1 << 32])
        pickle.longTuple([1, 1 << 32, 1])
        pickle.operation("t")
        pickle.operation("R")
        pickle.operation("s")
        let weights = try folder.weights(WeightsFolder.stream(pickle))
        #expect(weights.tensors == [Tensor(name: "a", shape: [0, 1 << 31, 1 << 32], values: [])])
    }

    @Test(arguments: [
        // A tuple in a tuple, a list that is appended to a list, a dictionary in a dictionary.
        (")", "\u{85}"), ("]", "a"), ("}N", "s"),
    ])
    func `Values are nested a hundred deep at most`(opening: String, closing: String) {
        let operations = String(repeating: opening, count: 200_000) + "N" + String(repeating: closing, count: 200_000)
        let complaint = folder.complaint([0x80, 2] + operations.unicodeScalars.map { UInt8($0.value) })
        #expect(complaint.hasPrefix("w.pth: at byte "))
        #expect(complaint.hasSuffix(": the pickle has values nested more than 100 deep there"))
    }

    @Test func `A list that is part of another, or of itself, is complete`() {
        let inItself = folder.complaint([0x80, 2] + Array("]q\0h\0a.".utf8))
        #expect(inItself == "w.pth: at byte 8: the pickle has more for what is a part already there")
        let later = folder.complaint([0x80, 2] + Array("]q\0]h\0a0h\0Na.".utf8))
        #expect(later == "w.pth: at byte 14: the pickle has more for what is a part already there")
    }

    @Test func `Operations that weights do not need are refused with their place`() {
        var pickle = PickleBytes()
        pickle.operation("P", Array("1\n".utf8))
        let bytes = WeightsFolder.stream(pickle)
        #expect(folder.complaint(bytes) == "w.pth: at byte 27: 0x50 is no operation of a pickle of weights")
    }
}
