/// What the pigments of one physical sign look like: some signs are new, others have faded.
struct Palette: Sendable {
    let colours: [Colour]

    init(_ random: inout SplitMix64) {
        let fading = random.number(0, 0.4)
        let shift = random.number(-14, 14)
        colours = Pigment.allCases.map { pigment in
            let fresh =
                switch pigment {
                case .none: Colour(0, 0, 0)
                case .red: Colour(196, 28 + shift, 38)
                case .blue: Colour(24, 78 + shift, 172)
                case .yellow: Colour(246, 196 + shift, 24)
                case .white: Colour(238, 238, 234)
                case .black: Colour(26, 26, 30)
                case .grey: Colour(124, 124, 128)
                case .green: Colour(24, 148 + shift, 74)
                }
            return fresh.mixed(with: Colour(178, 172, 168), pigment == .black ? fading * 0.4 : fading * 0.7)
        }
    }
}
