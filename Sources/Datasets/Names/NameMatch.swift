/// The comparison of one name with a pattern.
///
/// What a part of the pattern cannot make of the rest of the name is remembered, so that many stars do not multiply the work,
/// and no label is tried that leaves too little for what follows.
struct NameMatch {
    private struct Place: Hashable {
        let character: Int
        let part: Int
    }

    private let name: [Character]
    private let parts: [NamePattern.Part]
    /// How many characters each part and all after it need at least.
    private let needed: [Int]
    private var deadEnds: Set<Place> = []
    /// Which characters of the name a field may stand for, by its place among the parts.
    private var allowed: [Int: [Bool]] = [:]
    private var found: [ClosedRange<Int>] = []

    /// What the fields of the pattern stand for.
    var labels: [String] { found.map { String(name[$0]) } }

    init(_ name: [Character], _ parts: [NamePattern.Part]) {
        self.name = name
        self.parts = parts
        let needed = parts.reversed().reduce(into: [0]) { needed, part in
            needed.append(needed[needed.count - 1] + (part == .any ? 0 : 1))
        }
        self.needed = needed.reversed()
    }

    /// Whether the whole name is one of the pattern; `*` takes as much as it can, a field as little.
    mutating func isWhole() -> Bool { matches(Place(character: 0, part: 0)) }

    private mutating func matches(_ place: Place) -> Bool {
        guard place.part < parts.count else { return place.character == name.count }
        guard name.count - place.character >= needed[place.part], !deadEnds.contains(place) else { return false }
        let isMatch =
            switch parts[place.part] {
            case .text(let character):
                name[place.character] == character && matches(after: place, taking: 1)
            case .one: matches(after: place, taking: 1)
            case .any: matchesAny(place)
            case .field(_, let ranges): matchesField(place, ranges)
            }
        if !isMatch { deadEnds.insert(place) }
        return isMatch
    }

    private mutating func matches(after place: Place, taking count: Int) -> Bool {
        matches(Place(character: place.character + count, part: place.part + 1))
    }

    private mutating func matchesAny(_ place: Place) -> Bool {
        let takesOne =
            place.character < name.count && matches(Place(character: place.character + 1, part: place.part))
        return takesOne || matches(after: place, taking: 0)
    }

    private mutating func matchesField(_ place: Place, _ ranges: [ClosedRange<Character>]) -> Bool {
        let isAllowed =
            allowed[place.part]
            ?? name.map { character in ranges.isEmpty || ranges.contains { $0.contains(character) } }
        allowed[place.part] = isAllowed
        for end in place.character..<(name.count - needed[place.part + 1]) {
            guard isAllowed[end] else { return false }
            found.append(place.character...end)
            if matches(after: place, taking: end + 1 - place.character) { return true }
            found.removeLast()
        }
        return false
    }
}
