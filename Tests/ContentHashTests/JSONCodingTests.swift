import ContentHash
import Testing

@Suite struct JSONCodingTests {
    private struct Everything: Codable, Equatable {
        enum Layout: String, Codable { case official, folders }
        struct Inner: Codable, Equatable { var list: [[Int]] }
        struct Point: Hashable, Codable { var x: Int }

        var flag = true
        var whole = 3
        var byte: UInt8 = 255
        var fraction = 1.0
        var single: Float = 0.1
        var text = "é"
        var layout = Layout.official
        var nothing: Int?
        var inner = Inner(list: [[], [1]])
        var words: Set = ["c", "a", "b"]
        var numbers = [2: "two", 1: "one"]
        var points = [Point(x: 2): "b", Point(x: 1): "a"]
        var json: JSON = ["k": [1, 1.0, .null]]
    }

    @Test func `A value is encoded with its fractions as fractions and its sets sorted`() throws {
        let expected = """
            {"byte":255,"flag":true,"fraction":1.0,"inner":{"list":[[],[1]]},"json":{"k":[1,1.0,null]},\
            "layout":"official","numbers":{"1":"one","2":"two"},"points":[{"x":1},"a",{"x":2},"b"],"single":0.1,\
            "text":"é","whole":3,"words":["a","b","c"]}
            """
        #expect(try JSON(encoding: Everything()).text == expected)
    }

    @Test func `A value is decoded as it was encoded`() throws {
        let value = Everything()
        let encoded = try JSON(encoding: value)
        #expect(try encoded.decode(Everything.self) == value)
        #expect(try JSON(parsing: encoded.text) == encoded)
        #expect(try JSON(parsing: encoded.text).decode(Everything.self) == value)
    }

    @Test func `A value without properties is an empty object`() throws {
        struct Nothing: Codable {}
        #expect(try JSON(encoding: Nothing()) == [:])
        _ = try JSON.object([:]).decode(Nothing.self)
    }

    @Test func `Single values and lists are encoded as such`() throws {
        #expect(try JSON(encoding: 12.0) == .double(12))
        #expect(try JSON(encoding: 12) == .int(12))
        #expect(try JSON(encoding: Int?.none) == .null)
        #expect(try JSON(encoding: [1.0, .nan, -.infinity]) == [1.0, "NaN", "-Infinity"])
        #expect(try JSON.array(["Infinity", 2, 1.5]).decode([Double].self) == [.infinity, 2, 1.5])
        #expect(try JSON.string("NaN").decode(Double.self).isNaN)
    }

    @Test func `A number is taken for the other kind where it is the same`() throws {
        #expect(try JSON.int(3).decode(Double.self) == 3)
        #expect(try JSON.double(3).decode(Int.self) == 3)
        #expect(try JSON.null.decode(Int?.self) == nil)
    }

    @Test func `A super encoder and nested containers end in the same tree`() throws {
        struct Odd: Codable, Equatable {
            var first = 1
            var list = [1.0, 2.0]

            enum Key: String, CodingKey { case inner, list, first, parent }
            init() {}
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                let inner = try container.nestedContainer(keyedBy: Key.self, forKey: .inner)
                first = try inner.decode(Int.self, forKey: .first)
                var items = try container.nestedUnkeyedContainer(forKey: .list)
                list = []
                while !items.isAtEnd { list.append(try items.decode(Double.self)) }
                #expect(try Int(from: container.superDecoder(forKey: .parent)) == first)
            }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                var inner = container.nestedContainer(keyedBy: Key.self, forKey: .inner)
                try inner.encode(first, forKey: .first)
                var items = container.nestedUnkeyedContainer(forKey: .list)
                for item in list { try items.encode(item) }
                try first.encode(to: container.superEncoder(forKey: .parent))
            }
        }
        let encoded = try JSON(encoding: Odd())
        #expect(encoded.text == #"{"inner":{"first":1},"list":[1.0,2.0],"parent":1}"#)
        #expect(try encoded.decode(Odd.self) == Odd())
    }

    @Test func `A whole number that would lose digits is refused`() {
        let error = #expect(throws: EncodingError.self) { try JSON(encoding: ["seed": UInt64.max]) }
        guard case .invalidValue(_, let context) = error else { return }
        #expect(context.debugDescription == "18446744073709551615 exceeds 63 bits")
        #expect(context.codingPath.map(\.stringValue) == ["seed"])
    }

    @Test(arguments: [
        (#"{"whole":1.5}"#, "whole", "1.5 is no number of type Int"),
        (#"{"whole":"1"}"#, "whole", "expected a whole number, not a text"),
        (#"{"whole":null}"#, "whole", "expected a whole number, not null"),
        (#"{"whole":1,"list":[1,true]}"#, "list.1", "expected a number, not a truth value"),
        (#"{"whole":1,"list":3}"#, "list", "expected a list, not a number"),
        (#"{"whole":1}"#, "", "the field 'list' is missing"),
        (#"[1]"#, "", "expected an object, not a list"),
    ]) func `A value of another shape is refused with its place`(text: String, path: String, message: String) throws {
        let value = try JSON(parsing: text)
        struct Shape: Codable {
            var whole: Int
            var list: [Double]
        }
        let error = #expect(throws: DecodingError.self) { try value.decode(Shape.self) }
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
            .dataCorrupted(let context):
            #expect(context.debugDescription == message)
            #expect(context.codingPath.map(\.stringValue).joined(separator: ".") == path)
        default: Issue.record("\(String(describing: error))")
        }
    }
}
