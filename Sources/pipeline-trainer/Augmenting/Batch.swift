/// Images for one step.
struct Batch: Sendable {
    let pixels: [UInt8]
    let classes: [Int64]

    var count: Int { classes.count }
}
