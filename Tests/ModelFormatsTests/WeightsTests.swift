import Foundation
import ModelFormats
import Testing
import TrainingJob

@Suite struct `A file of weights` {
    private let folder: WeightsFolder

    init() throws { folder = try WeightsFolder() }

    private static let tensors = [
        Tensor(name: "brain", shape: [2], values: [1.5, -3]),
        Tensor(name: "conv.transposed", shape: [3, 2], values: [0, 3, 1, 4, 2, 5]),
        Tensor(name: "conv.weight", shape: [2, 3], values: [0, 1, 2, 3, 4, 5]),
        Tensor(name: "double", shape: [1, 1], values: [0.25]),
        Tensor(name: "half", shape: [4], values: [0.5, -2, 0x1p-14, 0x1p-24]),
        Tensor(name: "num_batches_tracked", shape: [], values: [7]),
        Tensor(name: "repeated", shape: [3], values: [9, 9, 9]),
        Tensor(name: "tail", shape: [2], values: [4, 5]),
    ]

    @Test(arguments: ["zip.pth", "stream.pth"])
    func `Both kinds that torch.save writes are read, with views, strides and every type`(name: String) throws {
        #expect(try Weights(file: WeightsFolder.golden(name)).tensors == Self.tensors)
    }

    @Test func `A checkpoint gives the weights among other things, without the prefix of parallel training`() throws {
        #expect(
            try Weights(file: WeightsFolder.golden("checkpoint.pth")).tensors
                == [Tensor(name: "a", shape: [2, 3], values: [0, 1, 2, 3, 4, 5])])
    }

    @Test func `A safetensors file is known by its bytes`() throws {
        let tensors = [Tensor(name: "a", shape: [2], values: [1, 2])]
        #expect(try folder.weights(SafeTensors(tensors).encoded, "w.bin").tensors == tensors)
    }

    @Test func `A whole module is refused, since it names its class`() throws {
        let error = #expect(throws: WeightsError.self) { try Weights(file: WeightsFolder.golden("module.pth")) }
        #expect(error?.code == .refused)
        #expect(
            error?.detail == "it asks for “torch.nn.modules.activation.ReLU”, which no weights need; nothing of it was "
                + "executed. Save only the network's state_dict()")
    }

    @Test(arguments: [("os", "system"), ("builtins", "eval"), ("torch", "load"), ("collections", "OrderedDict\u{0}")])
    func `A pickle that asks for anything else is refused by that name`(module: String, name: String) {
        var pickle = PickleBytes()
        pickle.global(module, name)
        pickle.operation("(")
        pickle.text("touch /tmp/called")
        pickle.operation("t")
        pickle.operation("R")
        #expect(
            folder.complaint(WeightsFolder.stream(pickle))
                == "w.pth: it asks for “\(module).\(name)”, which no weights need; nothing of it was executed. "
                + "Save only the network's state_dict()")
    }

    @Test func `Names on the stack and classes to make are refused like all others`() {
        var stacked = PickleBytes()
        stacked.text("posix")
        stacked.text("system")
        stacked.byte(0x93)
        #expect(folder.complaint(WeightsFolder.stream(stacked)).hasPrefix("w.pth: it asks for “posix.system”, "))
        var instance = PickleBytes()
        instance.operation("(")
        instance.operation("i", Array("subprocess\nPopen\n".utf8))
        #expect(folder.complaint(WeightsFolder.stream(instance)).hasPrefix("w.pth: it asks for “subprocess.Popen”, "))
    }

    @Test func `A file of another kind, an empty one and one that is missing`() {
        let neither = "it holds no weights: it begins neither as a file of PyTorch nor as one of safetensors"
        #expect(folder.complaint([]) == "w.pth: \(neither)")
        #expect(folder.complaint(Array("<!DOCTYPE html>".utf8)) == "w.pth: \(neither)")
        #expect(folder.complaint([0x80, 2, 0x4b, 1, 0x2e]) == "w.pth: it is a pickle, but none that torch.save wrote")
        let error = #expect(throws: WeightsError.self) { try Weights(file: "/nowhere/w.pth") }
        #expect(error?.description == "/nowhere/w.pth: cannot open the file: No such file or directory")
    }

    @Test func `Weights that hold no tensors are refused`() {
        var pickle = PickleBytes()
        pickle.operation("}")
        #expect(folder.complaint(WeightsFolder.stream(pickle, keys: [], numbers: [])) == "w.pth: it holds no tensors")
        #expect(folder.complaint(SafeTensors([]).encoded) == "w.pth: it holds no tensors")
    }
}
