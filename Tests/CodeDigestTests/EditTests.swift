import Testing

/// Every kind of edit changes the digests of the steps that may depend on what was edited, and of no other.
@Suite struct EditTests {
    private static let unedited = Result { try Tool.digest(.package).digests }

    @Test(arguments: Edit.all)
    func `an edit changes the digests of exactly the steps that may notice it`(_ edit: Edit) throws {
        let before = try Self.unedited.get()
        let after = try Tool.digest(Corpus.package.applying(edit)).digests
        #expect(Set(before.keys) == .everyStep)
        #expect(Set(before.keys.filter { after[$0] != before[$0] }) == edit.changed)
    }

    @Test func `declarations that move to another file or place change nothing`() throws {
        let kernel = "func kernel() -> Double { 3 }\n"
        var moved = try Corpus.package.applying(Edit("", "Vision/Helpers.swift", kernel, ""))
        moved.files["Vision/More.swift"] = "// moved\n" + kernel
        #expect(try Tool.digest(moved) == Tool.digest(.package))
    }

    @Test func `a condition that the manifest sets counts for the code of its target`() throws {
        var defined = Corpus.package
        defined.defines["ContentHash"] = ["FAST"]
        let before = try Tool.digest(.package).digests
        let after = try Tool.digest(defined).digests
        #expect(before.keys.filter { after[$0] != before[$0] } == ["Evaluate"])
    }

    @Test func `variables of a main file depend on the statements beside them`() throws {
        var corpus = Corpus.package
        corpus.files["Vision/main.swift"] = "var factor = 1.0\nfactor = 2\nfunc aside() {}\n"
        corpus.files["Vision/Helpers.swift"]?.replace("{ 3 }", with: "{ factor }")
        let before = try Tool.digest(corpus).digests
        corpus.files["Vision/main.swift"]?.replace("factor = 2", with: "factor = 3")
        let after = try Tool.digest(corpus).digests
        #expect(before.keys.filter { after[$0] != before[$0] } == ["Train"])
    }
}

extension Edit {
    static let all = layout + steps + framework + helpers + types + unspelled + operators + files + languageC
}
