import ContentHash
import Testing

@Suite struct JSONParsingTests {
    @Test(arguments: [
        ("1", JSON.int(1)), ("-1", .int(-1)), ("0", .int(0)), ("-0", .double(-0.0)), ("1.0", .double(1)),
        ("1e2", .double(100)), ("1E+2", .double(100)), ("1e-2", .double(0.01)), ("-0.5", .double(-0.5)),
        ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)), ("1e-400", .double(0)),
    ]) func `Numbers are whole where they have neither point nor exponent`(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    @Test func `The sign of a negative zero is kept`() throws {
        #expect(try JSON(parsing: "-0").text == "-0.0")
    }

    @Test func `White space and every escape are read`() throws {
        let text =
            " \t\r\n{ \"a\" : [ true , false , null ] , \"b\" : \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uded1\" } \n"
        let value: JSON = ["a": [true, false, .null], "b": "\"\\/\u{8}\u{c}\n\r\té🛑"]
        #expect(try JSON(parsing: text) == value)
    }

    @Test(arguments: [
        ("", 0, "expected a value"), ("  ", 2, "expected a value"), ("tru", 0, "expected 'true'"),
        ("nul", 0, "expected 'null'"), ("fals", 0, "expected 'false'"), ("1 2", 2, "nothing may follow the value"),
        ("[1,]", 3, "expected a value"), ("[1 2]", 3, "expected ',' or ']'"), ("[", 1, "expected a value"),
        ("{1:2}", 1, "expected a key in quotes"), ("{\"a\" 1}", 5, "expected ':'"),
        ("{\"a\":1 \"b\":2}", 7, "expected ',' or '}'"), ("{\"a\":1,}", 7, "expected a key in quotes"),
        ("{\"a\":1,\"a\":2}", 7, "the key 'a' is given twice"), ("01", 0, "a number has no leading 0"),
        ("-01", 1, "a number has no leading 0"), ("-", 1, "expected a digit"), ("1.", 2, "expected a digit"),
        ("1e", 2, "expected a digit"), ("+1", 0, "expected a value"), (".5", 0, "expected a value"),
        ("NaN", 0, "expected a value"), ("[1e400]", 1, "the number 1e400 is too large"),
        ("[18446744073709551615]", 1, "the whole number 18446744073709551615 exceeds 64 bits"),
        ("\"a", 0, "the text that begins here has no end"), ("\"a\\", 2, "unknown escape"),
        ("\"\n\"", 1, "a control character must be escaped"), ("\"\\x\"", 1, "unknown escape"),
        ("\"\\u12\"", 1, "expected four hexadecimal digits"), ("\"\\u+123\"", 1, "expected four hexadecimal digits"),
        ("\"\\ud83d\"", 1, "half a surrogate pair"), ("\"\\ud83d\\n\"", 1, "half a surrogate pair"),
        ("\"\\ud83d\\u0041\"", 1, "half a surrogate pair"), ("\"\\uded1\"", 1, "half a surrogate pair"),
    ]) func `A mistake is told with its place`(text: String, offset: Int, message: String) {
        #expect(throws: JSONError(message: message, offset: offset)) { try JSON(parsing: text) }
    }

    @Test func `A text that is not UTF-8 is refused`() {
        let error = JSONError(message: "the text that begins here is not UTF-8", offset: 1)
        #expect(throws: error) { try JSON(parsing: [0x5b, 0x22, 0xc3, 0x28, 0x22, 0x5d]) }
        #expect(error.description == "not JSON at byte 1: the text that begins here is not UTF-8")
    }

    @Test func `Values are nested 512 levels deep and no deeper`() throws {
        func nested(_ levels: Int) -> String {
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        #expect(try JSON(parsing: nested(512)).text == nested(512))
        #expect(throws: JSONError(message: "more than 512 levels", offset: 512)) { try JSON(parsing: nested(513)) }
        let objects = String(repeating: "{\"a\":", count: 600)
        #expect(throws: JSONError(message: "more than 512 levels", offset: 512 * 5)) { try JSON(parsing: objects) }
    }

    @Test func `No text of random bytes is read as something that it is not`() {
        var random = SeededRandom(seed: 11)
        let letters = Array("{}[]\",:0123456789.eE+-tfn\\u \n\u{e9}".utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                letters.randomElement(using: &random) ?? 0
            }
            guard let value = try? JSON(parsing: bytes) else { continue }
            #expect((try? JSON(parsing: value.text)) == value)
        }
    }
}
