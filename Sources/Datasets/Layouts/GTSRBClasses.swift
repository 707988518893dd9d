/// The classes of the German Traffic Sign Recognition Benchmark.
///
/// The words are those in which its authors describe the signs (Stallkamp et al., "Man vs. computer", 2012).
enum GTSRBClasses {
    static let names = [
        "Speed limit (20 km/h)", "Speed limit (30 km/h)", "Speed limit (50 km/h)", "Speed limit (60 km/h)",
        "Speed limit (70 km/h)", "Speed limit (80 km/h)", "End of speed limit (80 km/h)", "Speed limit (100 km/h)",
        "Speed limit (120 km/h)", "No passing", "No passing for vehicles over 3.5 t",
        "Right-of-way at the next intersection", "Priority road", "Yield", "Stop", "No vehicles",
        "Vehicles over 3.5 t prohibited", "No entry", "General caution", "Dangerous curve to the left",
        "Dangerous curve to the right", "Double curve", "Bumpy road", "Slippery road",
        "Road narrows on the right", "Road work", "Traffic signals", "Pedestrians", "Children crossing",
        "Bicycles crossing", "Beware of ice or snow", "Wild animals crossing", "End of all limits",
        "Turn right ahead", "Turn left ahead", "Ahead only", "Go straight or right", "Go straight or left",
        "Keep right", "Keep left", "Roundabout mandatory", "End of no passing",
        "End of no passing for vehicles over 3.5 t",
    ]

    /// The classes by id; with names where there are as many as in the benchmark, since others use its layout too.
    static func classes(count: Int) -> [DatasetClass] {
        (0..<count).map { DatasetClass("\($0)", name: count == names.count ? names[$0] : nil) }
    }
}
