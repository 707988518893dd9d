import Glibc
import PipelineKit

/// Does something for each item of a list that only the run knows.
struct Squares: Pipeline {
    static let name = "squares"
    static let summary = "squares each number of a list, and adds them up"

    func declare(in graph: inout GraphBuilder) {
        let numbers = graph.parameter("numbers", default: [1, 2, 3], help: "The numbers.")
        let stumble = graph.parameter(
            "stumble", default: "", help: "A file that must exist for the number 2 to be squared.")
        let journal = graph.parameter("journal", default: "", help: "A file that gets a line for each step that runs.")

        let list = graph.step("list", ListNumbers(numbers: numbers, journal: journal))
        let squares = graph.map("each", over: list.numbers) { number, graph in
            graph.step("square", Square(number: number, stumble: stumble, journal: journal)).square
        }
        graph.step("sum", Sum(numbers: squares, journal: journal))
    }
}

/// Makes the list.
struct ListNumbers: Step {
    struct Output: Codable, Sendable { var numbers: [Int] }

    @Input var numbers: [Int]
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("list", in: journal)
        return Output(numbers: numbers)
    }
}

/// Squares a number.
struct Square: Step {
    struct Output: Codable, Sendable { var square: Int }

    @Input var number: Int
    @Input var stumble: String
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        if number == 2, !stumble.isEmpty, access(stumble, F_OK) != 0 {
            throw StepFailure("the number 2 needs the file '\(stumble)'")
        }
        try note("square \(number)", in: journal)
        return Output(square: number * number)
    }
}

/// Adds numbers.
struct Sum: Step {
    struct Output: Codable, Sendable { var sum: Int }

    @Input var numbers: [Int]
    @Input var journal: String

    func run(in context: StepContext) async throws -> Output {
        try note("sum", in: journal)
        return Output(sum: numbers.reduce(0, +))
    }
}
