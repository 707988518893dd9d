/// What images are labelled with, in the order of their files and records.
struct ImageLabels: Sendable {
    /// The ids of the records.
    private(set) var ids: [UInt64] = []
    private(set) var classes: [Int64] = []

    var count: Int { ids.count }

    mutating func append(id: UInt64, classID: Int) {
        ids.append(id)
        classes.append(Int64(classID))
    }
}
