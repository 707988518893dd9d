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

    /// What later operations may add to until it is a part of something else.
    ///
    /// Pickles fill what they put into something else beforehand. So nothing has to become a part of itself, and nothing gets so
    /// deep that taking it apart, which goes from the outside to the inside, overflows the stack.
    class Container {
        /// How many lists, dictionaries and tuples are within each other, this one included.
        var depth = 1
        var isPart = false
    }

    final class List: Container {
        var values: [PickleValue] = []
    }

    final class Dictionary: Container {
        var entries: [(key: PickleValue, value: PickleValue)] = []
    }

    case none
    case mark
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case bytes
    case tuple([PickleValue], depth: Int)
    case list(List)
    case dictionary(Dictionary)
    case global(PickleGlobal)
    case storage(Storage)
    case tensor(TensorView)

    /// How many lists, dictionaries and tuples are within each other, this one included.
    var depth: Int {
        switch self {
        case .tuple(_, let depth): depth
        default: container?.depth ?? 0
        }
    }

    /// What can be added to.
    var container: Container? {
        switch self {
        case .list(let list): list
        case .dictionary(let dictionary): dictionary
        default: nil
        }
    }
}
