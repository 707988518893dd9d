/// The 43 signs in the order of GTSRB's class ids.
enum SignCatalogue {
    static let classCount = 43

    /// The grids of all signs by class id.
    static let maps = (0..<classCount).map { SignMap(drawing(ofClass: $0)) }

    static func drawing(ofClass id: Int) -> Drawing {
        switch id {
        case 0: speedLimit("20")
        case 1: speedLimit("30")
        case 2: speedLimit("50")
        case 3: speedLimit("60")
        case 4: speedLimit("70")
        case 5: speedLimit("80")
        case 6: on(Plates.release, Glyphs.text("80", height: 0.86, spacing: 0.64, 0, .grey), Plates.bars)
        case 7: speedLimit("100")
        case 8: speedLimit("120")
        case 9: on(Plates.prohibition, overtaking(Vehicles.car, .red, .black))
        case 10: on(Plates.prohibition, overtaking(Vehicles.truckBehind, .red, .black))
        case 11: on(Plates.warning, Directions.crossing)
        case 12: Plates.priority
        case 13: Plates.yield
        case 14: on(Plates.octagon, Glyphs.text("STOP", height: 0.66, spacing: 0.42, 0, .white))
        case 15: Plates.prohibition
        case 16: on(Plates.prohibition, Vehicles.truck)
        case 17: noEntry
        case 18: on(Plates.warning, Figures.exclamation)
        case 19: on(Plates.warning, Directions.bend)
        case 20: on(Plates.warning, Directions.bend.mirrored)
        case 21: on(Plates.warning, Directions.doubleBend)
        case 22: on(Plates.warning, Figures.bumps)
        case 23: on(Plates.warning, Vehicles.skidding)
        case 24: on(Plates.warning, Directions.narrowing)
        case 25: on(Plates.warning, Figures.digger)
        case 26: on(Plates.warning, Figures.trafficLight)
        case 27: on(Plates.warning, pedestrian)
        case 28: on(Plates.warning, children)
        case 29: on(Plates.warning, placed(Vehicles.bicycle, 0, 0.26, 0.95))
        case 30: on(Plates.warning, placed(Figures.snowflake, 0, 0.2, 0.95))
        case 31: on(Plates.warning, placed(Figures.deer, 0, 0.1, 0.9))
        case 32: on(Plates.release, Plates.bars)
        case 33: on(Plates.order, Directions.turnRight)
        case 34: on(Plates.order, Directions.turnRight.mirrored)
        case 35: on(Plates.order, Directions.ahead)
        case 36: on(Plates.order, Directions.aheadOrRight)
        case 37: on(Plates.order, Directions.aheadOrRight.mirrored)
        case 38: on(Plates.order, Directions.keepRight)
        case 39: on(Plates.order, Directions.keepRight.mirrored)
        case 40: on(Plates.order, Directions.roundabout)
        case 41: on(Plates.release, overtaking(Vehicles.car, .grey, .grey, scale: 0.66), Plates.bars)
        case 42: on(Plates.release, overtaking(Vehicles.truckBehind, .grey, .grey, scale: 0.66), Plates.bars)
        default: preconditionFailure("there are \(classCount) classes, none has the id \(id)")
        }
    }

    private static func on(_ plate: Drawing, _ contents: Drawing...) -> Drawing {
        contents.reduce(into: plate) { $0.add($1) }
    }

    private static func placed(_ drawing: Drawing, _ x: Double, _ y: Double, _ scale: Double) -> Drawing {
        var result = Drawing()
        result.add(drawing, x, y, scaleX: scale, scaleY: scale)
        return result
    }

    private static func speedLimit(_ number: String) -> Drawing {
        on(
            Plates.prohibition,
            Glyphs.text(number, height: 0.76, spacing: number.count == 2 ? 0.56 : 0.42, 0, .black))
    }

    private static func overtaking(
        _ left: Drawing, _ leftPigment: Pigment, _ rightPigment: Pigment, scale: Double = 0.56
    ) -> Drawing {
        var drawing = Drawing()
        let apart = scale * 0.6
        drawing.add(left, -apart, 0.1, scaleX: scale, scaleY: scale, painting: leftPigment)
        drawing.add(Vehicles.car, apart, 0.1, scaleX: scale, scaleY: scale, painting: rightPigment)
        return drawing
    }

    private static var noEntry: Drawing {
        var drawing = Drawing()
        drawing.fill(.disc(0, 0, 1), .white)
        drawing.fill(.disc(0, 0, 0.95), .red)
        drawing.fill(.rectangle(-0.72, -0.18, 1.44, 0.36), .white)
        return drawing
    }

    private static var pedestrian: Drawing {
        var drawing = placed(Figures.walker, 0, 0.1, 0.86)
        for x in [-0.48, -0.24, 0, 0.24, 0.48] { drawing.fill(.rectangle(x - 0.07, 0.54, 0.14, 0.1), .black) }
        return drawing
    }

    private static var children: Drawing {
        var drawing = placed(Figures.walker, 0.2, 0.18, 0.92)
        drawing.add(Figures.walker, -0.22, 0.32, scaleX: 0.64, scaleY: 0.64)
        return drawing
    }
}
