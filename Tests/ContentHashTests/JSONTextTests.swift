import ContentHash
import Testing

@Suite struct JSONTextTests {
    @Test func `Keys are sorted by their UTF-8 bytes and nothing is between the parts`() {
        let value: JSON = ["b": 1, "a": ["z": .null, "é": true], "A": [1, 2.5, "x"], "aa": false, "": 0]
        #expect(value.text == #"{"":0,"A":[1,2.5,"x"],"a":{"z":null,"é":true},"aa":false,"b":1}"#)
    }

    @Test func `Only what must be escaped is escaped`() {
        let value: JSON = "\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}é\u{2028}🛑"
        #expect(value.text == "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0000\\u001f\u{7f}é\u{2028}🛑\"")
    }

    @Test(arguments: [
        (1.0, "1.0"), (-0.0, "-0.0"), (0.1, "0.1"), (1e21, "1e+21"), (1e16, "1e+16"), (123456789.0, "123456789.0"),
        (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
        (0.1 + 0.2, "0.30000000000000004"),
        (.nan, "\"NaN\""), (.infinity, "\"Infinity\""), (-.infinity, "\"-Infinity\""),
    ]) func `A fraction has the shortest text that reads back equal`(number: Double, text: String) {
        #expect(JSON.double(number).text == text)
    }

    @Test func `A whole number and a fraction of the same size differ`() {
        #expect(JSON.int(1).text == "1")
        #expect(JSON.double(1).text == "1.0")
        #expect(JSON.int(.min).text == "-9223372036854775808")
        #expect(JSON.int(1) != JSON.double(1))
    }

    @Test func `The text for people is indented by two spaces`() {
        let value: JSON = ["list": [1, ["a": []]], "empty": [:]]
        #expect(
            value.prettyText == """
                {
                  "empty": {},
                  "list": [
                    1,
                    {
                      "a": []
                    }
                  ]
                }
                """)
    }

    @Test func `Every value is read back as it was written`() throws {
        var random = SeededRandom(seed: 7)
        for _ in 0..<2000 {
            let value = JSON.random(using: &random, depth: 4)
            #expect(try JSON(parsing: value.text) == value)
            #expect(try JSON(parsing: value.prettyText) == value)
        }
    }

    @Test func `Parts are reached by key, and by what they are`() {
        let value: JSON = ["name": "x", "list": [1], "inner": ["a": 2.5]]
        #expect(value["name"]?.string == "x")
        #expect(value["list"]?.array == [1])
        #expect(value["list"]?.array?.first?.number == 1)
        #expect(value["inner"]?["a"]?.number == 2.5)
        #expect(value["inner"]?.object == ["a": 2.5])
        #expect(value["none"] == nil)
        #expect(JSON.null["name"] == nil)
    }
}
