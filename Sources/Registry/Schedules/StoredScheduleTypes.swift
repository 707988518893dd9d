public import Database
public import Scheduling

extension OverlapPolicy: DatabaseValue {}
extension MissedPolicy: DatabaseValue {}
extension ScheduleTrigger: DatabaseValue {}
extension FiringOutcome: DatabaseValue {}

extension CronExpression: DatabaseValue {
    public var stored: StoredValue { .text(description) }

    public init?(stored: StoredValue) {
        guard case .text(let text) = stored, let expression = try? CronExpression(text) else { return nil }
        self = expression
    }
}
