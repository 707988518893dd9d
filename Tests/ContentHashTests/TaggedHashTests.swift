import ContentHash
import Testing

@Suite struct TaggedHashTests {
    private struct Part: Hashable {
        let tag: String
        let content: String
    }

    private func digest(_ domain: String, _ parts: [Part]) -> Digest {
        var hash = TaggedHash(domain: domain)
        for part in parts { hash.add(part.tag, part.content) }
        return hash.finish()
    }

    @Test func `The encoding is pinned`() {
        let parts = [Part(tag: "kind", content: "A.Train"), Part(tag: "input", content: "")]
        #expect(digest("test", []).hex == "09a7d352412717c7e0b93286eb544f83ddf6da4260b795e90aa44e8e58f5dadd")
        #expect(digest("test", parts).hex == "3f51f3dbb1c9db24bb718bcf7ec74e79a19d78e935fcf2e39bfac5d81f14080a")
    }

    @Test func `Moving a boundary changes the digest`() {
        let lists: [[Part]] = [
            [], [Part(tag: "", content: "")], [Part(tag: "", content: ""), Part(tag: "", content: "")],
            [Part(tag: "a", content: "bc")], [Part(tag: "ab", content: "c")], [Part(tag: "abc", content: "")],
            [Part(tag: "a", content: "b"), Part(tag: "c", content: "")],
            [Part(tag: "a", content: ""), Part(tag: "bc", content: "")],
            [Part(tag: "c", content: ""), Part(tag: "a", content: "b")],
        ]
        #expect(Set(lists.map { digest("", $0) }).count == lists.count)
        #expect(digest("ab", []) != digest("a", []))
        #expect(digest("a", [Part(tag: "b", content: "c")]) != digest("ab", [Part(tag: "", content: "c")]))
    }

    @Test func `No two different lists share a digest`() {
        var random = SeededRandom(seed: 3)
        var lists: [Digest: [Part]] = [:]
        for _ in 0..<5000 {
            let parts = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                Part(tag: letters(&random), content: letters(&random))
            }
            let known = lists.updateValue(parts, forKey: digest("", parts))
            #expect(known == nil || known == parts)
        }
    }

    /// Texts of so few letters that the same ones meet again, cut in other places.
    private func letters(_ random: inout SeededRandom) -> String {
        String((0..<Int.random(in: 0...3, using: &random)).map { _ in Bool.random(using: &random) ? "a" : "\u{0}" })
    }
}
