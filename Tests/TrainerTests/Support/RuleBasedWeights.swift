import Architectures
import TrainingJob

/// Weights and images that follow a rule, the same bits as in `Golden/predictions.py`.
struct RuleBasedWeights {
    let plan: NetworkPlan
    /// What normalisation multiplies with, about.
    let gain: Double

    /// The tensors of the network.
    var tensors: [Tensor] {
        plan.parameters.map { Tensor(name: $0.name, shape: $0.shape, values: values($0)) }
    }

    /// An image: one after another of a long row of numbers.
    static func pixels(side: Int, images: Int) -> [[UInt8]] {
        let count = side * side * 3
        let all = numbers("pixels", images * count).map { UInt8(($0 + 1) * 128) }
        return (0..<images).map { Array(all[$0 * count..<($0 + 1) * count]) }
    }

    private func values(_ parameter: Layer.Parameter) -> [Float] {
        let numbers = Self.numbers(parameter.name, parameter.shape.reduce(1, *))
        if parameter.shape.count > 1 {
            let scale = (6 / Double(parameter.shape.dropFirst().reduce(1, *))).squareRoot()
            return numbers.map { Float($0 * scale) }
        }
        if parameter.name.hasSuffix("running_var") { return numbers.map { Float(1 + $0 / 2) } }
        if parameter.name.hasSuffix("weight") { return numbers.map { Float(gain * (1 + $0 / 4)) } }
        return numbers.map { Float($0 / 4) }
    }

    /// Evenly spread numbers in -1..<1 that depend on a name: SplitMix64 from the name's FNV-1a hash.
    private static func numbers(_ name: String, _ count: Int) -> [Double] {
        var state = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return (0..<count).map { _ in
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = state
            word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
            return Double((word ^ word >> 31) >> 40) / 8_388_608 - 1
        }
    }
}
