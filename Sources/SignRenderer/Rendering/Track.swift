internal import Imaging

/// One physical sign, seen in frame after frame as a car comes nearer.
struct Track: Sendable {
    private let palette: Palette
    private let scene: Scene
    private let view: View
    private let light: Light
    private let smallest: Double
    private let largest: Double

    init(_ random: inout SplitMix64) {
        palette = Palette(&random)
        scene = Scene(&random)
        view = View(&random)
        light = Light(&random)
        smallest = random.number(21, 27)
        largest = random.number(34, 44)
    }

    /// Renders the frame after a share of the way; 0 is the first and smallest, 1 the last and largest.
    func frame(of sign: SignMap, after share: Double, _ random: inout SplitMix64) -> Picture {
        // Half of the way to the sign doubles its size, so it grows ever faster.
        let size = smallest / (1 - share * (1 - smallest / largest))
        let side = Int(size.rounded())
        let margin = max(2, size * 0.1)
        return Picture(
            sign: sign, palette: palette, scene: scene, view: view.wandered(&random), light: light.wandered(&random),
            width: side + random.index(below: 3) - 1, height: side + random.index(below: 3) - 1,
            radius: (size / 2 - margin) / 1.04,
            centre: Point(random.number(-0.8, 0.8), random.number(-0.8, 0.8)), &random)
    }
}
