import Glibc
import TrainingJob

/// The learning rate at each step of a training.
///
/// `oneCycle` is after “Super-Convergence”, Smith and Topin, 2018.
struct LearningRate {
    private let schedule: Schedule
    private let highest: Double
    private let stepsPerEpoch: Int
    private let steps: Int

    /// The part of a one-cycle training in which the rate rises, where the schedule names no number of epochs.
    private static let rise = 0.25
    /// The first and the last rate, as parts of the highest.
    private static let first = 1.0 / 20
    private static let last = 1.0 / 10_000

    init(_ schedule: Schedule, highest: Double, stepsPerEpoch: Int, epochs: Int) {
        self.schedule = schedule
        self.highest = highest
        self.stepsPerEpoch = stepsPerEpoch
        steps = stepsPerEpoch * epochs
    }

    /// The rate at a step, counted from 0 over all epochs.
    func rate(at step: Int) -> Double {
        let place = steps > 1 ? Double(step) / Double(steps - 1) : 1
        let rise = rise
        if place < rise {
            let share = place / rise
            return schedule.kind == .oneCycle
                ? highest * Self.between(Self.first, 1, share) : highest * (Self.first + (1 - Self.first) * share)
        }
        // What is all warm-up ends at the highest rate.
        let fall = rise < 1 ? (place - rise) / (1 - rise) : 0
        switch schedule.kind {
        case .oneCycle, .cosine: return highest * Self.between(1, Self.last, fall)
        case .step: return highest * pow(schedule.stepFactor, Double(step / (stepsPerEpoch * schedule.stepEpochs)))
        case .constant: return highest
        }
    }

    /// The part of the steps in which the rate rises.
    private var rise: Double {
        let epochs = Double(steps) / Double(stepsPerEpoch)
        if schedule.warmUpEpochs > 0 { return min(1, schedule.warmUpEpochs / epochs) }
        return schedule.kind == .oneCycle ? Self.rise : 0
    }

    /// A value on half a cosine from one to another.
    private static func between(_ from: Double, _ to: Double, _ share: Double) -> Double {
        to + (from - to) * (1 + cos(.pi * share)) / 2
    }
}
