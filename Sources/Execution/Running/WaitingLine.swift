/// A queue that thousands can wait in: taking one out moves none of the others.
struct WaitingLine<Element: Sendable>: Sendable {
    private var places: [Element?] = []
    private var first = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ element: Element) {
        places.append(element)
        count += 1
    }

    /// Takes out who waits longest.
    mutating func popFirst() -> Element? {
        var found: Element?
        offer { element in
            guard found == nil else { return .stop }
            found = element
            return .take
        }
        return found
    }

    /// What becomes of an element that was offered.
    enum Answer { case take, leave, stop }

    /// Offers the elements, beginning with who waits longest, and takes out what is wanted.
    mutating func offer(_ body: (Element) -> Answer) {
        search: for index in first..<places.count {
            guard let element = places[index] else { continue }
            switch body(element) {
            case .take:
                places[index] = nil
                count -= 1
            case .leave: continue
            case .stop: break search
            }
        }
        while first < places.count, places[first] == nil { first += 1 }
        if first > places.count / 2 {
            places.removeFirst(first)
            first = 0
        }
    }

    /// Puts everyone in an order.
    mutating func sort(by precedes: (Element, Element) -> Bool) {
        places = places.compactMap { $0 }.sorted(by: precedes)
        first = 0
    }

    /// Takes out everyone.
    mutating func removeAll() -> [Element] {
        defer { self = WaitingLine() }
        return places.compactMap { $0 }
    }
}
