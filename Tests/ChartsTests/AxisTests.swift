import Testing

@testable import Charts

@Suite struct AxisTests {
    @Test(arguments: [
        ([0.0, 1], [0, 0.2, 0.4, 0.6, 0.8, 1], ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ([0.951, 0.987], [0.95, 0.96, 0.97, 0.98, 0.99], ["0.95", "0.96", "0.97", "0.98", "0.99"]),
        ([-3, 5], [-4, -2, 0, 2, 4, 6], ["-4", "-2", "0", "2", "4", "6"]),
        ([5], [4.5, 4.75, 5, 5.25, 5.5], []),
        ([0, 4_000_000], [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000], ["0", "1e6", "2e6", "3e6", "4e6"]),
        ([0, 4e-8], [0, 1e-8, 2e-8, 3e-8, 4e-8], ["0", "1e-8", "2e-8", "3e-8", "4e-8"]),
    ])
    func `Ticks are round and enclose the values`(values: [Double], ticks: [Double], labels: [String]) {
        let scale = AxisScale(values)
        guard !labels.isEmpty else {
            #expect(scale.lower < 5 && scale.upper > 5)
            return
        }
        #expect(scale.ticks.count == ticks.count)
        for (tick, wanted) in zip(scale.ticks, ticks) { #expect(abs(tick - wanted) <= abs(wanted) * 1e-9) }
        #expect(scale.ticks.map { AxisLabel.text($0, step: scale.step) } == labels)
    }

    @Test func `Positions are whole numbers, and the axis ends with the last`() {
        let scale = AxisScale([1, 3], isWhole: true)
        #expect(scale.ticks == [1, 2, 3])
        #expect((scale.lower, scale.upper) == (1, 3))
        #expect(AxisScale([7], isWhole: true).ticks == [6, 7, 8])
    }

    @Test func `Values as large as numbers get do not overflow`() {
        let scale = AxisScale([-.greatestFiniteMagnitude, .greatestFiniteMagnitude])
        #expect(scale.fraction(0) == 0.5)
        #expect(!scale.ticks.isEmpty)
    }

    @Test func `Without any value there is an axis all the same`() {
        #expect(AxisScale([]).ticks == [0, 0.2, 0.4, 0.6000000000000001, 0.8, 1])
    }
}
