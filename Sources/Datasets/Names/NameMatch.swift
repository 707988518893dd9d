/// The comparison of one name with a pattern.
///
/// What a part of the pattern cannot make of the rest of the name is remembered, so that many stars do not multiply the work.
struct NameMatch {
    private struct Place: Hashable {
        let character: Int
        let part: Int
    }

    private let name: [Character]
    private let parts: [NamePattern.Part]
    private var deadEnds: Set<Place> = []
    /// What the fields of the pattern stand for.
    private(set) var labels: [String] = []

    init(_ name: [Character], _ parts: [NamePattern.Part]) {
        self.name = name
        self.parts = parts
    }

    /// Whether the whole name is one of the pattern; `*` takes as much as it can, a field as little.
    mutating func isWhole() -> Bool { matches(Place(character: 0, part: 0)) }

    private mutating func matches(_ place: Place) -> Bool {
        guard place.part < parts.count else { return place.character == name.count }
        guard !deadEnds.contains(place) else { return false }
        let isMatch =
            switch parts[place.part] {
            case .text(let character):
                place.character < name.count && name[place.character] == character && matches(after: place, taking: 1)
            case .one: place.character < name.count && matches(after: place, taking: 1)
            case .any: matchesAny(place)
            case .field(_, let allowed): matchesField(place, allowed)
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

    private mutating func matchesField(_ place: Place, _ allowed: [ClosedRange<Character>]) -> Bool {
        for end in place.character..<name.count {
            guard allowed.isEmpty || allowed.contains(where: { $0.contains(name[end]) }) else { return false }
            labels.append(String(name[place.character...end]))
            if matches(after: place, taking: end + 1 - place.character) { return true }
            labels.removeLast()
        }
        return false
    }
}
