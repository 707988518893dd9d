import Scheduling
import Testing

@Suite struct CronExpressionTests {
    @Test(arguments: [
        ("0 2 * * *", "0 2 * * *"), ("  0\t2  *  *   * ", "0 2 * * *"), ("@daily", "@daily"), ("@Daily", "@daily"),
        ("*/15 8-18/2 1,15 jan-MAR Mon,fri-7", "*/15 8-18/2 1,15 jan-MAR Mon,fri-7"),
    ])
    func `An expression is described as it was written, with single blanks`(text: String, description: String) throws {
        let expression = try CronExpression(text)
        #expect(expression.description == description)
        #expect(try CronExpression(expression.description) == expression)
    }

    @Test(arguments: [
        ("@hourly", "0 * * * *"), ("@daily", "0 0 * * *"), ("@midnight", "0 0 * * *"), ("@weekly", "0 0 * * SUN"),
        ("@monthly", "0 0 1 * *"), ("@yearly", "0 0 1 1 *"), ("@annually", "0 0 1 JAN *"), ("0 0 * * 7", "0 0 * * 0"),
        ("0 0 * * SAT-SUN", "0 0 * * 0,6"), ("0 0 * * fri-7", "0 0 * * 0,5,6"), ("1-5/2 * * * *", "1,3,5 * * * *"),
        ("0 0 * * 0-7", "0 0 * * 0-6"), ("*/60 */24 * * *", "0 0 * * *"), ("*/15 * * * *", "0,15,30,45 * * * *"),
    ])
    func `Two ways to write the same times give the same times`(first: String, second: String) throws {
        let (first, second) = (try CronExpression(first), try CronExpression(second))
        var (left, right) = (0.0, 0.0)
        for _ in 0..<50 {
            left = try #require(first.next(after: left, in: .utc))
            right = try #require(second.next(after: right, in: .utc))
            #expect(left == right)
        }
    }
}
