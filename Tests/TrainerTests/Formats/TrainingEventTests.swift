import Testing
import TrainingJob

struct TrainingEventTests {
    @Test(arguments: [
        (
            TrainingEvent.metric(name: "loss", step: 3, value: 0.125),
            #"{"name":"loss","step":3,"type":"metric","value":0.125}"#
        ),
        (.progress(done: 128, of: 512), #"{"done":128,"of":512,"type":"progress"}"#),
        (.message("a \"b\" / ü"), #"{"text":"a \"b\" / ü","type":"message"}"#),
    ])
    func `An event is one line of JSON, and the line is the event again`(event: TrainingEvent, line: String) throws {
        #expect(event.line == line)
        #expect(try TrainingEvent(line: line) == event)
    }

    @Test func `The keys of a line may come in any order`() throws {
        let line = #"{"type":"metric","name":"loss","step":3,"value":1}"#
        #expect(try TrainingEvent(line: line) == .metric(name: "loss", step: 3, value: 1))
    }

    @Test(arguments: ["", "Killed", #"{"type":"metric","name":"loss"}"#, #"{"type":"applause"}"#])
    func `A line that is no event is quoted`(line: String) {
        let error = #expect(throws: TrainingJobError.self) { try TrainingEvent(line: line) }
        #expect(error?.description == "not an event of the trainer: \(line)")
    }
}
