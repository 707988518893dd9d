internal import TrainingJob

/// What a pickle builds, as far as weights need it.
indirect enum PickleValue {
    /// Where the numbers of tensors lie: a storage, and how many of its elements precede the first.
    struct Storage {
        let key: String
        let type: ElementType
        let offset: Int
        /// How many elements there are, without those that precede.
        let count: Int
    }

    /// A view of a storage.
    struct TensorView {
        let storage: Storage
        let offset: Int
        let shape: [Int]
        let strides: [Int]
    }

    /// A list, which later operations may append to.
    final class List {
        var values: [PickleValue] = []
    }

    /// A dictionary, which later operations may add to.
    final class Dictionary {
        var entries: [(key: PickleValue, value: PickleValue)] = []
    }

    case none
    case mark
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case bytes
    case tuple([PickleValue])
    case list(List)
    case dictionary(Dictionary)
    case global(PickleGlobal)
    case storage(Storage)
    case tensor(TensorView)
}
