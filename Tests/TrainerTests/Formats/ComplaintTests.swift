import Testing
import TrainingJob

@Suite struct `What the trainer wrote` {
    @Test(arguments: [
        ("error: the weights are damaged\n", "the weights are damaged"),
        ("[W Context.cpp] not deterministic\n\nerror: no room\nfor it\n", "no room\nfor it"),
        ("error: one\nand more\nerror: two\n", "two"),
        ("Illegal instruction\n\n(core dumped)\n", "Illegal instruction\n(core dumped)"),
        ("", ""),
    ])
    func `Its complaint is the error that it ended with, or everything`(_ log: String, _ complaint: String) {
        #expect(Trainer.complaint(in: log) == complaint)
    }
}
